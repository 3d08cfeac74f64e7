package dev.weir.scalers.etcd;

import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.GrpcCall;
import dev.weir.scalers.upstream.GrpcEnd;
import dev.weir.scalers.upstream.GrpcExchange;
import dev.weir.scalers.upstream.GrpcUpstream;
import dev.weir.scalers.upstream.ProtoFields;
import dev.weir.scalers.upstream.ProtoWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a cluster and who asks them. One server is asked until it cannot be reached, then the next one of the list.
 * A token is had with the first question and anew when it is refused. Belongs to one event loop.
 */
final class EtcdSession {

    /** As KEDA. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int AUTHENTICATION_IS_OFF = 9;
    private static final int UNAUTHENTICATED = 16;

    private final EtcdConfig config;
    private final Duration timeout;
    private final Lease<GrpcUpstream> upstream;
    private int current;
    private @Nullable String token;

    EtcdSession(EtcdConfig config, ScalerEnvironment environment) {
        this.config = config;
        Duration common = environment.httpTimeout();
        this.timeout = common.compareTo(TIMEOUT) < 0 ? common : TIMEOUT;
        this.upstream = GrpcUpstream.lease(environment, config.tls());
    }

    /** Asks a method that answers with one message. */
    Future<Buffer> ask(String method, Buffer message) {
        return attempt(method, message, config.endpoints().size(), true);
    }

    private Future<Buffer> attempt(String method, Buffer message, int servers, boolean loginLeft) {
        int asked = current;
        return token().compose(known -> once(call(method, message, known, false)))
                .recover(fault -> {
                    if (fault instanceof Refused refused) {
                        if (refused.end.status() != UNAUTHENTICATED || !loginLeft) {
                            return Future.failedFuture(refused.end.failure(refused.call));
                        }
                        token = null;
                        return attempt(method, message, servers, false);
                    }
                    next(asked);
                    return servers > 1 ? attempt(method, message, servers - 1, loginLeft) : Future.failedFuture(fault);
                });
    }

    /** Opens a method whose answer lasts; fails if nobody can be logged in with. */
    Future<GrpcExchange> open(String method, Buffer message, Consumer<Buffer> messages) {
        int asked = current;
        return token().onFailure(fault -> next(asked))
                .map(known -> upstream.client().call(call(method, message, known, true), messages));
    }

    /** Turns to the next server unless somebody has already. */
    void next(int asked) {
        if (current == asked) {
            current = (current + 1) % config.endpoints().size();
        }
    }

    int current() {
        return current;
    }

    Future<Void> close() {
        return upstream.release();
    }

    private Future<String> token() {
        String known = token;
        if (config.username().isEmpty() || known != null) {
            return Future.succeededFuture(known == null ? "" : known);
        }
        Buffer login = new ProtoWriter()
                .text(1, config.username())
                .text(2, config.password())
                .message();
        return once(call("Auth/Authenticate", login, "", false))
                .map(answer -> ProtoFields.read(answer).bytes(2).toString())
                .recover(fault -> fault instanceof Refused refused && refused.end.status() == AUTHENTICATION_IS_OFF
                        ? Future.succeededFuture("")
                        : Future.failedFuture(fault))
                .onSuccess(fresh -> token = fresh);
    }

    private GrpcCall call(String method, Buffer message, String as, boolean open) {
        Map<String, String> metadata = new HashMap<>();
        if (!as.isEmpty()) {
            metadata.put("token", as);
        }
        if (open) {
            // A server that has lost its cluster ends the watch instead of telling nothing.
            metadata.put("hasleader", "true");
        }
        Url server = config.endpoints().get(current);
        return new GrpcCall(server, "/etcdserverpb." + method, metadata, message, open, open ? null : timeout);
    }

    private Future<Buffer> once(GrpcCall call) {
        AtomicReference<Buffer> answer = new AtomicReference<>(Buffer.buffer());
        return upstream.client()
                .call(call, answer::set)
                .end()
                .compose(end -> end.well()
                        ? Future.succeededFuture(answer.get())
                        : Future.failedFuture(new Refused(call, end)));
    }

    /** The server has answered, though not well. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient GrpcCall call;
        private final transient GrpcEnd end;

        Refused(GrpcCall call, GrpcEnd end) {
            super(end.toString(), null, false, false);
            this.call = call;
            this.end = end;
        }
    }
}
