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
public final class IdentityReload {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityReload.class);

    private final Vertx vertx;
    private final Context loop;
    private final TlsSettings.Pem files;
    private final Server server;
    private final Counter reloaded;
    private final Counter failed;
    private Identity shown;
    private String complaint = "";
    private long timer;
    private boolean closed;

    private IdentityReload(Vertx vertx, TlsSettings.Pem files, Identity shown, Server server, MeterRegistry meters) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.files = files;
        this.shown = shown;
        this.server = server;
        this.reloaded = counter(meters, "reloaded");
        this.failed = counter(meters, "failed");
    }

    /** Watches on an event loop of its own choice until it is closed. */
    public static IdentityReload start(
            Vertx vertx, TlsSettings.Pem files, Identity shown, Server server, MeterRegistry meters) {
        IdentityReload reload = new IdentityReload(vertx, files, shown, server, meters);
        reload.loop.runOnContext(on -> reload.next());
        return reload;
    }

    public void close() {
        loop.runOnContext(on -> {
            closed = true;
            vertx.cancelTimer(timer);
        });
    }

    private void next() {
        if (!closed) {
            timer = vertx.setTimer(files.checkEvery().toMillis(), due -> look());
        }
    }

    private void look() {
        Identity.read(vertx, files.certificate(), files.key())
                .compose(this::show)
                .onSuccess(shown -> complaint = "")
                .onFailure(this::complain)
                .onComplete(done -> next());
    }

    private Future<Void> show(Identity found) {
        if (found.equals(shown)) {
            return Future.succeededFuture();
        }
        return server.identity(found.options()).map(changed -> {
            shown = found;
            reloaded.increment();
            LOG.info("new connections are shown the certificate now in {}", files.certificate());
            return null;
        });
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
