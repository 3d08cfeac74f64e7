package dev.weir.gateway.http;

import dev.weir.gateway.config.TlsSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the PEM files every few seconds and shows a changed certificate to new connections. Files that cannot be used
 * leave the old certificate in place, with a warning each time the reason changes. Contents are compared, not times: the
 * files of a Kubernetes secret are links that move.
 */
public final class IdentityReload implements IdentitySource {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityReload.class);

    private final Vertx vertx;
    private final Context loop;
    private final TlsSettings.Pem files;
    private final Counter reloaded;
    private final Counter failed;
    private String complaint = "";
    private long timer;
    private boolean closed;

    public IdentityReload(Vertx vertx, TlsSettings.Pem files, MeterRegistry meters) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.files = files;
        this.reloaded = counter(meters, "reloaded");
        this.failed = counter(meters, "failed");
    }

    @Override
    public Future<Identity> first() {
        return Identity.read(vertx, files.certificate(), files.key());
    }

    /** Watches on an event loop of its own choice. To be called once. */
    @Override
    public Runnable follow(ShownIdentity shown) {
        loop.runOnContext(on -> next(shown));
        return this::close;
    }

    private void close() {
        loop.runOnContext(on -> {
            closed = true;
            vertx.cancelTimer(timer);
        });
    }

    private void next(ShownIdentity shown) {
        if (!closed) {
            timer = vertx.setTimer(files.checkEvery().toMillis(), due -> look(shown));
        }
    }

    private void look(ShownIdentity shown) {
        first().compose(shown::show)
                .onSuccess(this::said)
                .onFailure(this::complain)
                .onComplete(done -> next(shown));
    }

    private void said(boolean changed) {
        complaint = "";
        if (changed) {
            reloaded.increment();
            LOG.info("new connections are shown the certificate now in {}", files.certificate());
        }
    }

    private void complain(Throwable fault) {
        failed.increment();
        String reason = String.valueOf(fault.getMessage());
        if (!reason.equals(complaint)) {
            complaint = reason;
            LOG.warn("the certificate in {} cannot be used, the old one stays: {}", files.certificate(), reason);
        }
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("weir.tls.reloads")
                .description("Looks at the PEM files that found a new certificate or an unusable one")
                .tag("outcome", outcome)
                .register(meters);
    }
}
