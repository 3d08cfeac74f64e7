package dev.weir.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The certificate that all our TLS ports show, and those ports. Open connections live on when it changes; new ones see the
 * new one. Its state belongs to one event loop; any thread may call.
 */
public final class ShownIdentity {

    private final Context loop;
    private final List<Server> servers = new ArrayList<>();
    private volatile Identity shown;

    public ShownIdentity(Vertx vertx, Identity first) {
        this.loop = vertx.getOrCreateContext();
        this.shown = first;
    }

    /**
     * Opens a port that shows it, now and after every change.
     *
     * @param open starts the server with what is shown at first
     */
    public Future<Server> open(Function<KeyCertOptions, Future<Server>> open) {
        Identity first = shown;
        return open.apply(first.options())
                .compose(server -> onLoop(() -> {
                    servers.add(server);
                    // It may have changed while the port was opened.
                    return shown.equals(first)
                            ? Future.succeededFuture(server)
                            : server.identity(shown.options()).map(server);
                }));
    }

    /** Shows another on all ports; true if it is another. If a port cannot show it, that port keeps the old one. */
    public Future<Boolean> show(Identity next) {
        return onLoop(() -> {
            if (next.equals(shown)) {
                return Future.succeededFuture(false);
            }
            List<Future<Boolean>> changes = servers.stream()
                    .map(server -> server.identity(next.options()))
                    .toList();
            return Future.join(changes).onSuccess(changed -> shown = next).map(true);
        });
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(on -> step.get().onComplete(done));
        return done.future();
    }
}
