package dev.weir.controller.certificates;

import dev.weir.controller.certificates.CertificatePlan.Nothing;
import dev.weir.controller.certificates.CertificatePlan.Settle;
import dev.weir.controller.certificates.CertificatePlan.Step;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.kube.RetryDelays;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.WorkQueue;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secret and the bundles as they should be, while this replica leads, and tells every replica which certificate to
 * show. Looks at each change of the Secret or of a bundle, and from time to time.
 */
public final class CertificateRotation {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateRotation.class);
    private static final int MOST_STEPS = 5;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final CertificateSettings settings;
    private final BooleanSupplier leading;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final CertificateSecret secret;
    private final CertificatePlan plan;
    private final Bundles bundles;
    private final ObjectKey key;
    private final WorkQueue queue;
    private final List<Watch<?>> watches = new ArrayList<>();
    private final Consumer<ServingCertificate> serving;
    private HeldCertificates inUse = HeldCertificates.NOTHING;
    private volatile long endSeconds;
    private volatile @Nullable CertifiedKey shown;

    /**
     * Over one cluster; not started yet.
     *
     * @param leading asked before each look; only a leader writes
     * @param jitter numbers in [0, 1)
     * @param serving told of the certificate to show, on a thread of the client, one call at a time
     */
    public CertificateRotation(
            Vertx vertx,
            KubernetesClient client,
            CertificateSettings settings,
            BooleanSupplier leading,
            Consumer<ServingCertificate> serving,
            InstantSource clock,
            DoubleSupplier jitter,
            MeterRegistry registry) {
        this.settings = settings;
        this.leading = leading;
        this.serving = serving;
        this.clock = clock;
        this.jitter = jitter;
        secret = new CertificateSecret(client, settings);
        plan = new CertificatePlan(settings.names(), settings.pace().grace());
        bundles = new Bundles(bundles(client, settings), settings.pace().rewrite());
        key = new ObjectKey(settings.namespace(), settings.secret());
        queue = new WorkQueue("certificates", 1, vertx, this::turn, RetryDelays.DEFAULT, registry);
        watches.add(Watch.of(client, Secret.class, key).onChange((before, after) -> changed(after)));
        settings.apiService()
                .ifPresent(name -> watches.add(Watch.of(client, APIService.class, new ObjectKey("", name))
                        .onChange((before, after) -> look())));
        settings.webhooks()
                .ifPresent(name ->
                        watches.add(Watch.of(client, ValidatingWebhookConfiguration.class, new ObjectKey("", name))
                                .onChange((before, after) -> look())));
        Gauge.builder("weir.certificate.expiration.timestamp", this, rotation -> rotation.endSeconds)
                .baseUnit("seconds")
                .description("When the certificate of the Secret that is shown ends")
                .register(registry);
    }

    private static List<Bundle<?>> bundles(KubernetesClient client, CertificateSettings settings) {
        Ours ours = new Ours(settings);
        List<Bundle<?>> bundles = new ArrayList<>();
        settings.apiService().ifPresent(name -> bundles.add(new ApiServiceBundle(client, name, ours)));
        settings.webhooks().ifPresent(name -> bundles.add(new WebhookBundle(client, name, ours)));
        return bundles;
    }

    /** Begins to watch; waits for nothing. */
    public void start() {
        watches.forEach(Watch::start);
    }

    /** Has all looked at, because this replica leads now or something has changed. Any thread. */
    public void look() {
        if (leading.getAsBoolean()) {
            queue.add(key);
        }
    }

    public Future<Void> close() {
        watches.forEach(Watch::stop);
        return queue.close();
    }

    private void changed(@Nullable Secret now) {
        look();
        if (now == null) {
            LOG.warn("Secret {} is gone; what it held stays in use until there is another", key);
            return;
        }
        HeldCertificates held = HeldCertificates.of(CertificateSecret.dataOf(now));
        if (!held.serves(clock.instant())) {
            LOG.info("Secret {} holds no certificate that can be shown now; what was shown stays", key);
        } else {
            show(held.leaf().orElseThrow());
        }
    }

    /** Told by one watch, one event after the other. */
    private void show(CertifiedKey leaf) {
        if (leaf.equals(shown)) {
            return;
        }
        shown = leaf;
        endSeconds = leaf.certificate().getNotAfter().toInstant().getEpochSecond();
        serving.accept(new ServingCertificate(leaf.certificatePem(), leaf.keyPem()));
    }

    /** Whether a certificate of the Secret has been handed out to be shown. */
    public Optional<String> notServing() {
        return shown == null
                ? Optional.of("Secret " + key + " has held no certificate that can be shown yet")
                : Optional.empty();
    }

    private Reconciler.Result turn(ObjectKey ignored) {
        if (!leading.getAsBoolean()) {
            return Reconciler.done();
        }
        boolean settled = false;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            Instant now = clock.instant();
            CertificateSecret.Read read = secret.read();
            HeldCertificates held = read.held().orInUse(inUse);
            Step step = plan.next(now, held, settled);
            if (step instanceof Nothing || step instanceof Settle) {
                inUse = held;
                bundles.put(held, now);
                Duration settling = bundles.until(settings.pace().settling(), now);
                if (step instanceof Nothing) {
                    return Reconciler.again(bundles.everywhere() ? next(now, held) : settling);
                }
                if (settling.compareTo(Duration.ZERO) > 0) {
                    return Reconciler.again(settling);
                }
                settled = true;
            } else if (secret.write(read, step.applied(held, settings.names(), now))) {
                LOG.info("Secret {}: {}", key, step.words());
            }
        }
        return Reconciler.again(SOON);
    }

    private Duration next(Instant now, HeldCertificates held) {
        long millis = settings.pace().check().toMillis();
        Duration check = Duration.ofMillis((long) (millis * (0.9 + 0.2 * jitter.getAsDouble())));
        Duration forget = plan.untilForgotten(now, held);
        Duration sooner = check.compareTo(forget) < 0 ? check : forget;
        return sooner.compareTo(SOON) < 0 ? SOON : sooner;
    }
}
