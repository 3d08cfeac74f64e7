package dev.weir.controller.certificates;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done about the certificates now. A change of authority never leaves a request that cannot be checked:
 *
 * <ol>
 *   <li>{@link NewAuthority}: the Secret gets the new authority beside the former one; what is shown stays. The bundles get
 *       both.
 *   <li>{@link Settle}: nobody shows anything of the new authority until whoever calls us has seen the bundles.
 *   <li>{@link NewLeaf}: now it is shown.
 *   <li>{@link Forget}: the former authority leaves the bundles once it has ended, or no replica can show anything of it.
 * </ol>
 *
 * Where nothing that is shown can be checked anyway there is nobody to wait for, and {@link Renew} makes all at once.
 */
final class CertificatePlan {

    /** As KEDA: what ends sooner is replaced. */
    static final Duration AHEAD = Duration.ofDays(90);

    private static final int MOST_FORMER = 4;
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final int DNS = 2;

    private final Set<String> names;
    private final Duration grace;

    /** @param names that the leaf must have */
    CertificatePlan(Set<String> names, Duration grace) {
        this.names = Set.copyOf(names);
        this.grace = grace;
    }

    /** What comes next. */
    sealed interface Step {

        /** What the Secret is to hold after it. */
        HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now);

        /** For the log. */
        String words();
    }

    /** All is well. */
    record Nothing() implements Step {
        @Override
        public HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now) {
            return held;
        }

        @Override
        public String words() {
            return "nothing is to be done";
        }
    }

    /** The new authority is not known everywhere. */
    record Settle() implements Step {
        @Override
        public HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now) {
            return held;
        }

        @Override
        public String words() {
            return "the bundles settle";
        }
    }

    /** A new authority and a leaf of it. */
    record Renew() implements Step {
        @Override
        public HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now) {
            return new NewLeaf().applied(new NewAuthority().applied(held, names, now), names, now);
        }

        @Override
        public String words() {
            return "a new authority and a new certificate are made";
        }
    }

    /** A new authority; the leaf stays. */
    record NewAuthority() implements Step {
        @Override
        public HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now) {
            CertifiedKey made = CertificateMaker.authority(now);
            // Whoever replaces authorities faster than they are forgotten keeps the latest, and the one that is in use.
            List<X509Certificate> known = held.trusted()
                    .filter(root -> HeldCertificates.valid(root, now))
                    .toList();
            List<X509Certificate> former = Stream.concat(
                            known.stream().limit(MOST_FORMER), known.stream().filter(held::leafIsOf))
                    .distinct()
                    .toList();
            return new HeldCertificates(Optional.of(made.certificate()), Optional.of(made), held.leaf(), former);
        }

        @Override
        public String words() {
            return "a new authority is made; the certificate stays until the bundles hold it";
        }
    }

    /** A new leaf of the present authority. */
    record NewLeaf() implements Step {
        @Override
        public HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now) {
            CertifiedKey authority = held.authority().orElseThrow();
            return new HeldCertificates(
                    held.root(),
                    held.authority(),
                    Optional.of(CertificateMaker.leaf(authority, names, now)),
                    held.former());
        }

        @Override
        public String words() {
            return "a new certificate is made";
        }
    }

    /** Former authorities that nobody needs to trust any more. */
    record Forget(List<X509Certificate> gone) implements Step {
        @Override
        public HeldCertificates applied(HeldCertificates held, Set<String> names, Instant now) {
            return new HeldCertificates(
                    held.root(),
                    held.authority(),
                    held.leaf(),
                    held.former().stream().filter(root -> !gone.contains(root)).toList());
        }

        @Override
        public String words() {
            return "a former authority is not trusted any more";
        }
    }

    /** @param settled whether everybody who calls us trusts the present authority */
    Step next(Instant now, HeldCertificates held, boolean settled) {
        boolean serves = held.serves(now);
        boolean signs =
                held.authority().filter(pair -> lasts(pair.certificate(), now)).isPresent();
        if (!signs) {
            return serves ? new NewAuthority() : new Renew();
        }
        if (!good(held, now)) {
            return serves && !held.leafIsOfRoot() && !settled ? new Settle() : new NewLeaf();
        }
        List<X509Certificate> gone = held.former().stream()
                .filter(root -> !HeldCertificates.valid(root, now) || pastGrace(held, now))
                .toList();
        return gone.isEmpty() ? new Nothing() : new Forget(gone);
    }

    private boolean good(HeldCertificates held, Instant now) {
        return held.leafIsOfRoot()
                && held.leaf()
                        .map(CertifiedKey::certificate)
                        .filter(leaf -> lasts(leaf, now)
                                && serves(leaf)
                                && namesOf(leaf).containsAll(names))
                        .isPresent();
    }

    private static boolean lasts(X509Certificate certificate, Instant now) {
        return HeldCertificates.valid(certificate, now) && HeldCertificates.valid(certificate, now.plus(AHEAD));
    }

    private boolean pastGrace(HeldCertificates held, Instant now) {
        return !now.isBefore(made(held).plus(grace));
    }

    /** How long it is until time alone is a reason to look; longer than any check if there is none. */
    Duration untilForgotten(Instant now, HeldCertificates held) {
        return held.former().isEmpty() || held.leaf().isEmpty()
                ? Duration.ofDays(365)
                : Duration.between(now, made(held).plus(grace));
    }

    private static Instant made(HeldCertificates held) {
        return held.leaf()
                .orElseThrow()
                .certificate()
                .getNotBefore()
                .toInstant()
                .plus(CertificateMaker.SKEW);
    }

    private static boolean serves(X509Certificate leaf) {
        try {
            List<String> uses = leaf.getExtendedKeyUsage();
            return uses == null || uses.contains(SERVER);
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /** The DNS names of a certificate. */
    static Set<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> Objects.equals(name.get(0), DNS))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }
}
