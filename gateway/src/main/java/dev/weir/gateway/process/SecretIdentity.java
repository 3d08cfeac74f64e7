package dev.weir.gateway.process;

import dev.weir.controller.Controller;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.certificates.CertificateRotation;
import dev.weir.controller.certificates.CertificateSettings;
import dev.weir.controller.certificates.ServingCertificate;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TlsSettings;
import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.IdentitySource;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.ShownIdentity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the Secret that the operator looks after. Until that holds one, one is shown that nobody can check, and
 * this replica is not ready. Any thread.
 */
final class SecretIdentity implements IdentitySource {

    private static final Logger LOG = LoggerFactory.getLogger(SecretIdentity.class);

    private final Vertx vertx;
    private final Instant now;
    private final Counter shownOnes;
    private final CertificateRotation rotation;
    private volatile @Nullable ShownIdentity ports;
    private volatile @Nullable Identity latest;
    private volatile boolean served;

    private SecretIdentity(
            Vertx vertx,
            KubernetesClient client,
            CertificateSettings settings,
            Controller controller,
            InstantSource clock,
            DoubleSupplier jitter,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.now = clock.instant();
        this.shownOnes = Counter.builder("weir.tls.rotations")
                .description("Certificates of the Secret that new connections were shown")
                .register(meters);
        this.rotation = new CertificateRotation(
                vertx, client, settings, controller::leading, this::take, clock, jitter, meters);
        controller.onLead(rotation::look);
    }

    /** Empty unless the settings say that certificates are made and rotated. */
    static Optional<SecretIdentity> of(
            Vertx vertx,
            KubernetesClient client,
            Settings settings,
            ControllerSettings operator,
            Controller controller,
            InstantSource clock,
            DoubleSupplier jitter,
            MeterRegistry meters) {
        return settings.api().tls() instanceof TlsSettings.Rotated rotated
                ? Optional.of(new SecretIdentity(
                        vertx,
                        client,
                        rotated.in(operator.leadership().namespace()),
                        controller,
                        clock,
                        jitter,
                        meters))
                : Optional.empty();
    }

    void start() {
        rotation.start();
    }

    Future<Void> close() {
        return rotation.close();
    }

    /** Why nobody should be sent here, because what is shown cannot be checked. */
    Optional<String> notReady() {
        return served
                ? Optional.empty()
                : rotation.notServing().or(() -> Optional.of("the certificate is not shown yet"));
    }

    @Override
    public Future<Identity> first() {
        Identity known = latest;
        return known == null ? SelfSigned.make(vertx, now) : Future.succeededFuture(known);
    }

    @Override
    public Runnable follow(ShownIdentity shown) {
        ports = shown;
        show();
        return () -> ports = null;
    }

    /** Takes what the Secret holds now. */
    private void take(ServingCertificate certificate) {
        latest = new Identity(Buffer.buffer(certificate.certificate()), Buffer.buffer(certificate.key()));
        show();
    }

    private void show() {
        ShownIdentity all = ports;
        Identity identity = latest;
        if (all != null && identity != null) {
            all.show(identity)
                    .onSuccess(changed -> {
                        served = true;
                        shownOnes.increment();
                        LOG.info("new connections are shown the certificate of the Secret");
                    })
                    .onFailure(fault -> LOG.error(
                            "the certificate of the Secret cannot be shown, the old one stays: {}",
                            fault.getMessage()));
        }
    }
}
