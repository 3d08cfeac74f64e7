package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks who answers at a cluster's servers, by the one question that a broker answers to anybody (ApiVersions), before Kafka's
 * own client is let near them and when that has heard nothing. The client says of all that goes wrong there only that time
 * ran out; and it takes the first four bytes that come for a length and makes room for so much: of an alert of TLS that is
 * 336 MiB, of an answer of HTTP more than 1 GiB.
 */
final class Doorbell {

    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 0x57656972;
    private static final int HEADER_BYTES = 8;

    /** An answer lists a hundred numbers. */
    private static final int LONGEST_ANSWER_BYTES = 1 << 20;

    private final ScalerEnvironment environment;
    private final KafkaCluster cluster;
    private final Duration patience;

    Doorbell(ScalerEnvironment environment, KafkaCluster cluster, Duration patience) {
        this.environment = environment;
        this.cluster = cluster;
        this.patience = patience;
    }

    /** The servers at which a broker answers; fails with a {@link SourceException} that says why if there is none. */
    Future<List<String>> ring() {
        NetClient client = environment.vertx().createNetClient(new NetClientOptions().setConnectTimeout((int)
                        patience.toMillis()));
        return secured(new ConnectOptions())
                .compose(options -> ring(client, options))
                .eventually(client::close);
    }

    private Future<ConnectOptions> secured(ConnectOptions options) {
        TlsSettings tls = cluster.tls();
        return tls == null
                ? Future.succeededFuture(options)
                : TlsOptions.load(environment, tls)
                        .map(ssl -> options.setSsl(true).setSslOptions(ssl));
    }

    private Future<List<String>> ring(NetClient client, ConnectOptions options) {
        List<Future<Void>> all = cluster.servers().stream()
                .map(server -> ring(client, new ConnectOptions(options), server))
                .toList();
        return Future.join(all).transform(over -> {
            List<String> answering = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).succeeded()) {
                    answering.add(cluster.servers().get(i));
                }
            }
            return answering.isEmpty()
                    ? Future.failedFuture(new SourceException(reasons(all)))
                    : Future.succeededFuture(answering);
        });
    }

    private Future<Void> ring(NetClient client, ConnectOptions options, String server) {
        int colon = server.lastIndexOf(':');
        options.setHost(server.substring(0, colon).replaceAll("[\\[\\]]", ""))
                .setPort(Integer.parseInt(server.substring(colon + 1)));
        return client.connect(options)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .compose(socket -> asked(socket).eventually(socket::close))
                .recover(fault -> Future.failedFuture(new SourceException(sentence(fault))));
    }

    private Future<Void> asked(NetSocket socket) {
        Promise<Void> answer = Promise.promise();
        Buffer heard = Buffer.buffer();
        socket.handler(part -> {
            if (heard.length() < HEADER_BYTES) {
                heard.appendBuffer(part);
            }
            if (heard.length() >= HEADER_BYTES && isOfABroker(heard)) {
                answer.tryComplete();
            } else if (heard.length() >= HEADER_BYTES) {
                answer.tryFail(new SourceException(hinted("something answers that is no Kafka broker")));
            }
        });
        // With TLS 1.3 a server says only now that it wants a certificate, or another one.
        socket.exceptionHandler(answer::tryFail);
        socket.closeHandler(closed ->
                answer.tryFail(new SourceException(hinted("the connection is closed before a broker answers"))));
        socket.write(question()).onFailure(answer::tryFail);
        return answer.future()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(
                        fault instanceof TimeoutException
                                ? new SourceException(
                                        hinted("the connection is accepted but no broker answers in time"))
                                : fault));
    }

    private static boolean isOfABroker(Buffer heard) {
        int length = heard.getInt(0);
        return length > 0 && length <= LONGEST_ANSWER_BYTES && heard.getInt(Integer.BYTES) == CORRELATION;
    }

    private static Buffer question() {
        Buffer body = Buffer.buffer()
                .appendShort(API_VERSIONS)
                .appendShort((short) 0)
                .appendInt(CORRELATION)
                .appendShort((short) KafkaOptions.CLIENT_ID.length())
                .appendString(KafkaOptions.CLIENT_ID);
        return Buffer.buffer().appendInt(body.length()).appendBuffer(body);
    }

    /** One sentence where they all say the same. */
    private String reasons(List<Future<Void>> all) {
        List<String> sentences =
                all.stream().map(one -> one.cause().getMessage()).toList();
        if (sentences.stream().distinct().count() == 1) {
            return cluster.upstream() + ": " + sentences.get(0);
        }
        List<String> each = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            each.add("kafka://" + cluster.servers().get(i) + ": " + sentences.get(i));
        }
        return String.join("; ", each);
    }

    private String sentence(Throwable fault) {
        return fault instanceof SourceException known ? String.valueOf(known.getMessage()) : connecting(fault);
    }

    private String connecting(Throwable fault) {
        String sentence = Faults.sentence(fault);
        return fault instanceof ClosedChannelException ? hinted(sentence) : sentence;
    }

    private String hinted(String what) {
        return what + (cluster.tls() == null ? "; is it a port that wants TLS?" : "; does it speak TLS on this port?");
    }
}
