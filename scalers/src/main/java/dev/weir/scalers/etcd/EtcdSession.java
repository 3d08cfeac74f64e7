package dev.weir.scalers.etcd;

import dev.weir.cache.source.SourceException;
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
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a cluster and who asks them. One server is asked until it is away, then the next one of the list. A token is
 * had with the first question and anew when it is refused. Belongs to one event loop.
 */
final class EtcdSession {

    /** As a header. */
    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

    private static final int INVALID_ARGUMENT = 3;
    private static final int FAILED_PRECONDITION = 9;
    private static final int UNAVAILABLE = 14;
    private static final int UNAUTHENTICATED = 16;

    private final EtcdConfig config;
    private final Duration timeout;
    private final Lease<GrpcUpstream> upstream;
    private final Lease<GrpcUpstream> lasting;
    private int current;
    private @Nullable String token;

    EtcdSession(EtcdConfig config, ScalerEnvironment environment) {
        this.config = config;
        // KEDA's 5 s where the time of a request is KEDA's 3 s.
        this.timeout = environment.httpTimeout().multipliedBy(5).dividedBy(3);
        this.upstream = GrpcUpstream.lease(environment, config.tls());
        this.lasting = GrpcUpstream.leaseLasting(environment, config.tls());
    }

    /** As long as a login and a question of each server may take, and both once more where a token is over. */
    Duration patience() {
        return timeout.multipliedBy(2L * config.endpoints().size() + 2);
    }

    /** Asks a method that answers with one message. */
    Future<Buffer> ask(String method, Buffer message) {
        return config.endpoints().isEmpty()
                ? Future.failedFuture(nobody())
                : attempt(method, message, config.endpoints().size(), true);
    }

    private Future<Buffer> attempt(String method, Buffer message, int servers, boolean loginLeft) {
        int asked = current;
        return token().compose(known -> once(call(method, message, known, false)))
                .recover(fault -> {
                    Refused refused = fault instanceof Refused answer ? answer : null;
                    if (refused != null && loginLeft && refused.wantsLogin()) {
                        token = null;
                        return attempt(method, message, servers, false);
                    }
                    if (refused == null || refused.end.status() == UNAVAILABLE) {
                        next(asked);
                        if (servers > 1) {
                            return attempt(method, message, servers - 1, loginLeft);
                        }
                    }
                    return Future.failedFuture(refused == null ? fault : refused.end.failure(refused.call));
                });
    }

    /** Opens a method whose answer lasts; fails if nobody can be logged in with. */
    Future<GrpcExchange> open(String method, Buffer message, Consumer<Buffer> messages) {
        return config.endpoints().isEmpty()
                ? Future.failedFuture(nobody())
                : token().map(known -> lasting.client().call(call(method, message, known, true), messages));
    }

    private static SourceException nobody() {
        return new SourceException("parameter \"endpoints\" names no server that can be asked");
    }

    /** Turns to the next server unless somebody has already. */
    void next(int asked) {
        if (current == asked && !config.endpoints().isEmpty()) {
            current = (current + 1) % config.endpoints().size();
        }
    }

    int current() {
        return current;
    }

    Future<Void> close() {
        return Future.all(upstream.release(), lasting.release()).mapEmpty();
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
        GrpcCall call = call("Auth/Authenticate", login, "", false);
        return once(call)
                .map(answer -> token(call, answer))
                .recover(fault -> fault instanceof Refused refused && refused.hasNoUsers()
                        ? Future.succeededFuture("")
                        : Future.failedFuture(fault))
                .onSuccess(fresh -> token = fresh);
    }

    private static String token(GrpcCall call, Buffer answer) {
        String token = "";
        try {
            token = ProtoFields.read(answer).bytes(2).toString();
        } catch (IllegalArgumentException e) {
            // Said below: there is no token in it.
        }
        if (!SENDABLE.matcher(token).matches()) {
            throw new SourceException(call + ": answered with something that is no token of etcd");
        }
        return token;
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
        return upstream.client()
                .reply(call)
                .compose(reply -> reply.end().well()
                        ? Future.succeededFuture(reply.message())
                        : Future.failedFuture(new Refused(call, reply.end())));
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

        /** The token is over or of other users' time, or there were no users when it was to be had. */
        boolean wantsLogin() {
            return end.status() == UNAUTHENTICATED
                    || end.status() == INVALID_ARGUMENT
                            && (end.words().contains("revision of auth store is old")
                                    || end.words().contains("user name is empty"));
        }

        /** Nobody has to log in. */
        boolean hasNoUsers() {
            return end.status() == FAILED_PRECONDITION;
        }
    }
}
