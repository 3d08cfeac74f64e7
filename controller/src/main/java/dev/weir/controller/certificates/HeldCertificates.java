package dev.weir.controller.certificates;

import dev.weir.scalers.auth.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the Secret holds, as far as it is of use. KEDA's four keys, and one of our own for the time of a change of authority.
 *
 * @param root the authority's certificate; it is trusted even if its key is lost
 * @param authority the same with its key; empty if there is none that can sign
 * @param leaf what is shown, with its key; empty if there is none that can be shown
 * @param former authorities that were replaced and are still trusted, the latest first
 */
record HeldCertificates(
        Optional<X509Certificate> root,
        Optional<CertifiedKey> authority,
        Optional<CertifiedKey> leaf,
        List<X509Certificate> former) {

    static final HeldCertificates NOTHING =
            new HeldCertificates(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    static final String ROOT = "ca.crt";
    static final String ROOT_KEY = "ca.key";
    static final String LEAF = "tls.crt";
    static final String LEAF_KEY = "tls.key";

    /** Not KEDA's: certificates of authorities that were replaced, in PEM, without keys. */
    static final String FORMER = "weir-former-ca.crt";

    HeldCertificates {
        former = List.copyOf(former);
    }

    /** @param data of a Secret, in base64; nothing about it is trusted */
    static HeldCertificates of(Map<String, String> data) {
        List<X509Certificate> roots = certificates(text(data, ROOT));
        return new HeldCertificates(
                roots.stream().filter(HeldCertificates::signs).findFirst(),
                CertifiedKey.read(text(data, ROOT), text(data, ROOT_KEY)).filter(pair -> signs(pair.certificate())),
                CertifiedKey.read(text(data, LEAF), text(data, LEAF_KEY)),
                certificates(text(data, FORMER)).stream()
                        .filter(HeldCertificates::signs)
                        .toList());
    }

    private static String text(Map<String, String> data, String key) {
        try {
            return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static List<X509Certificate> certificates(String text) {
        try {
            return Pem.certificates(text);
        } catch (IllegalArgumentException none) {
            return List.of();
        }
    }

    private static boolean signs(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    /** Data of the Secret that holds this; our own key is null where it is to go. */
    Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        root.ifPresent(certificate -> data.put(ROOT, base64(CertifiedKey.pem(certificate))));
        authority.ifPresent(pair -> data.put(ROOT_KEY, base64(pair.keyPem())));
        leaf.ifPresent(pair -> {
            data.put(LEAF, base64(pair.certificatePem()));
            data.put(LEAF_KEY, base64(pair.keyPem()));
        });
        if (!former.isEmpty()) {
            data.put(FORMER, base64(pem(former)));
        }
        return data;
    }

    /** Everybody who may have signed what a replica shows, as PEM. */
    String bundle() {
        return pem(trusted().toList());
    }

    Stream<X509Certificate> trusted() {
        return Stream.concat(root.stream(), former.stream()).distinct();
    }

    /** Whether the leaf can be checked now by whoever trusts the bundle. */
    boolean serves(Instant now) {
        return leaf.filter(pair -> valid(pair.certificate(), now)
                        && trusted().anyMatch(root -> valid(root, now) && signed(pair.certificate(), root)))
                .isPresent();
    }

    /** Whether the leaf is signed by the present authority. */
    boolean leafIsOfRoot() {
        return root.filter(this::leafIsOf).isPresent();
    }

    boolean leafIsOf(X509Certificate authority) {
        return leaf.filter(pair -> signed(pair.certificate(), authority)).isPresent();
    }

    /** What replicas go on showing though somebody has emptied the Secret; this as it is if it has something to go on with. */
    HeldCertificates orInUse(HeldCertificates before) {
        if (authority.isPresent() || leaf.isPresent()) {
            return this;
        }
        List<X509Certificate> trusted = new ArrayList<>(trusted().toList());
        before.trusted().filter(root -> !trusted.contains(root)).forEach(trusted::add);
        return new HeldCertificates(root, authority, before.leaf, trusted);
    }

    static boolean valid(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && at.isBefore(certificate.getNotAfter().toInstant());
    }

    static boolean signed(X509Certificate certificate, X509Certificate by) {
        try {
            certificate.verify(by.getPublicKey());
            return certificate.getIssuerX500Principal().equals(by.getSubjectX500Principal());
        } catch (GeneralSecurityException byAnother) {
            return false;
        }
    }

    private static String pem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        certificates.forEach(certificate -> text.append(CertifiedKey.pem(certificate)));
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
