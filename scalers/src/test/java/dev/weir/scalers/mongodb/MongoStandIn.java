package dev.weir.scalers.mongodb;

import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.TestCertificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Speaks as much of MongoDB's wire protocol as a count needs: the handshake, a login by SCRAM-SHA-256, and aggregations, which
 * are answered as the test wants it. For no server with logins can be installed where the tests run. The user is {@code hello}.
 */
final class MongoStandIn implements AutoCloseable {

    /** Nothing that is sent here is longer. */
    private static final int LONGEST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private final Queue<BsonDocument> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> loggedInTo = new ConcurrentLinkedQueue<>();
    private volatile String password = "hunter2";
    private volatile boolean locked = true;
    private volatile Function<BsonDocument, Future<@Nullable BsonDocument>> answers =
            question -> Future.succeededFuture(count(7));
    private volatile Function<MongoWire.Asked, @Nullable Buffer> raw = asked -> null;
    private volatile UnaryOperator<BsonDocument> hello = plain -> plain;
    private @Nullable NetServer server;

    private MongoStandIn(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Listens on 127.0.0.1; port 0 for any. */
    static Future<MongoStandIn> listen(Vertx vertx, int port) {
        return listen(vertx, new NetServerOptions().setHost("127.0.0.1").setPort(port));
    }

    /** Over TLS, at any port of this address; {@code client} is whether a certificate is wanted. */
    static MongoStandIn overTls(Vertx vertx, TestCertificates certificates, String address, boolean client) {
        return ScalerBench.await(listen(
                vertx,
                new NetServerOptions()
                        .setHost(address)
                        .setSsl(true)
                        .setClientAuth(client ? ClientAuth.REQUIRED : ClientAuth.NONE)
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(certificates.ca().toString()))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(certificates.serverCert().toString())
                                .setKeyPath(certificates.serverKey().toString()))));
    }

    private static Future<MongoStandIn> listen(Vertx vertx, NetServerOptions options) {
        MongoStandIn standIn = new MongoStandIn(vertx);
        NetServer server = vertx.createNetServer(options).connectHandler(standIn::serve);
        standIn.server = server;
        return server.listen().map(standIn);
    }

    int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** Answers each aggregation so; null for never. */
    MongoStandIn answering(Function<BsonDocument, Future<@Nullable BsonDocument>> with) {
        answers = with;
        return this;
    }

    /** Sends these bytes where they are not null, in place of the answer to an aggregation. */
    MongoStandIn sending(Function<MongoWire.Asked, @Nullable Buffer> bytes) {
        raw = bytes;
        return this;
    }

    /** What it says of itself. */
    MongoStandIn being(UnaryOperator<BsonDocument> described) {
        hello = described;
        return this;
    }

    /** Whoever comes may ask. */
    MongoStandIn unlocked() {
        locked = false;
        return this;
    }

    void password(String other) {
        password = other;
    }

    /** The aggregations so far. */
    List<BsonDocument> heard() {
        return List.copyOf(heard);
    }

    /** How many connections have logged in. */
    int logins() {
        return logins.get();
    }

    /** The databases by which they did. */
    List<String> loggedInTo() {
        return List.copyOf(loggedInTo);
    }

    /** How many connections there are now. */
    int open() {
        return open.get();
    }

    /** The answer to a count. */
    static BsonDocument count(long documents) {
        return BsonDocument.parse("{ok: 1, cursor: {id: {$numberLong: '0'}, ns: 'shop.orders', firstBatch: ["
                + (documents == 0 ? "" : "{_id: 1, n: " + documents + "}") + "]}}");
    }

    static BsonDocument refusal(int code, String name, String message) {
        return BsonDocument.parse(
                "{ok: 0, code: " + code + ", codeName: '" + name + "', errmsg: '" + message.replace("'", "\\'") + "'}");
    }

    private void serve(NetSocket socket) {
        open.incrementAndGet();
        Visitor visitor = new Visitor(socket);
        socket.closeHandler(closed -> open.decrementAndGet());
        socket.exceptionHandler(fault -> socket.close());
        socket.handler(visitor::came);
    }

    @Override
    public void close() {
        if (server != null) {
            ScalerBench.await(server.close());
        }
    }

    private final class Visitor {

        private final NetSocket socket;
        private Buffer waiting = Buffer.buffer();
        private boolean known;
        private @Nullable ScramServer login;

        Visitor(NetSocket socket) {
            this.socket = socket;
        }

        void came(Buffer part) {
            waiting.appendBuffer(part);
            while (waiting.length() >= 4) {
                int length = waiting.getIntLE(0);
                if (length < 16 || length > LONGEST_BYTES) {
                    socket.close();
                    return;
                }
                if (waiting.length() < length) {
                    return;
                }
                Buffer message = waiting.getBuffer(0, length);
                waiting = waiting.getBuffer(length, waiting.length());
                asked(MongoWire.read(message));
            }
        }

        private void asked(MongoWire.Asked asked) {
            switch (asked.command().toLowerCase(Locale.ROOT)) {
                case "hello", "ismaster" -> say(asked, described(asked));
                case "saslstart" -> {
                    loggedInTo.add(asked.body().getString("$db").getValue());
                    login = new ScramServer("hello", password);
                    exchange(asked, login::first, false);
                }
                case "saslcontinue" -> exchange(asked, login == null ? said -> "" : login::second, true);
                case "aggregate" -> aggregated(asked);
                default -> say(asked, BsonDocument.parse("{ok: 1}"));
            }
        }

        private BsonDocument described(MongoWire.Asked asked) {
            BsonDocument plain = BsonDocument.parse("{ok: 1, helloOk: true, ismaster: true, isWritablePrimary: true,"
                    + " maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000,"
                    + " minWireVersion: 0, maxWireVersion: 21, readOnly: false}");
            if (asked.body().containsKey("saslSupportedMechs")) {
                plain.putAll(BsonDocument.parse("{saslSupportedMechs: ['SCRAM-SHA-256']}"));
            }
            return hello.apply(plain);
        }

        private void exchange(MongoWire.Asked asked, UnaryOperator<String> step, boolean last) {
            try {
                String said = new String(asked.body().getBinary("payload").getData(), StandardCharsets.UTF_8);
                String answer = step.apply(said);
                known |= last;
                if (last) {
                    logins.incrementAndGet();
                }
                say(
                        asked,
                        BsonDocument.parse("{ok: 1, conversationId: 1, done: " + last + "}")
                                .append("payload", new BsonBinary(answer.getBytes(StandardCharsets.UTF_8))));
            } catch (IllegalArgumentException e) {
                say(asked, refusal(18, "AuthenticationFailed", "Authentication failed."));
            }
        }

        private void aggregated(MongoWire.Asked asked) {
            if (locked && !known) {
                say(asked, refusal(13, "Unauthorized", "command aggregate requires authentication"));
                return;
            }
            heard.add(asked.body());
            Buffer bytes = raw.apply(asked);
            if (bytes != null) {
                socket.write(bytes);
                return;
            }
            answers.apply(asked.body()).onSuccess(answer -> {
                if (answer != null) {
                    vertx.runOnContext(go -> say(asked, answer));
                }
            });
        }

        private void say(MongoWire.Asked asked, BsonDocument answer) {
            socket.write(MongoWire.answer(asked, answer));
        }
    }
}
