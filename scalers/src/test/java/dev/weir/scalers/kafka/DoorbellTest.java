package dev.weir.scalers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who answers, and what is said of who is no broker; {@link KafkaIT} has real ones. */
final class DoorbellTest {

    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final ScalerBench bench = new ScalerBench(PATIENCE);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void findsTheServersAtWhichABrokerAnswers() {
        String broker = server(DoorbellTest::answer);
        String other = server((socket, question) -> socket.close());
        assertEquals(List.of(broker), ScalerBench.await(ring(other, broker, nobody())));
    }

    /** However the answer is cut. */
    @Test
    void waitsForTheBeginningOfTheAnswer() {
        String broker = server((socket, question) -> {
            Buffer answer = answerTo(question);
            socket.write(answer.slice(0, 3));
            bench.vertx().setTimer(20, later -> socket.write(answer.slice(3, answer.length())));
        });
        assertEquals(List.of(broker), ScalerBench.await(ring(broker)));
    }

    @Test
    void saysWhyNobodyAnswers() {
        says("the connection is accepted but no broker answers in time", (socket, question) -> {});
        says("the connection is closed before a broker answers", (socket, question) -> socket.close());
        says(
                "something answers that is no Kafka broker",
                (socket, question) -> socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
        says(
                "something answers that is no Kafka broker",
                (socket, question) -> socket.write(answerTo(question).setInt(0, 1 << 30)));
        says(
                "something answers that is no Kafka broker",
                (socket, question) -> socket.write(answerTo(question).setInt(4, 1)));
    }

    @Test
    void namesEachServerWhereTheyDiffer() {
        String rude = server((socket, question) -> socket.close());
        String nobody = nobody();
        String failure = failure(rude, nobody);
        assertTrue(failure.contains("kafka://" + rude + ": the connection is closed before a broker answers"), failure);
        assertTrue(failure.contains("kafka://" + nobody + ": connection refused"), failure);
    }

    private void says(String what, BiConsumer<NetSocket, Buffer> behaviour) {
        String server = server(behaviour);
        assertEquals("kafka://" + server + ": " + what + "; is it a port that wants TLS?", failure(server));
    }

    private String failure(String... servers) {
        Throwable failure = ScalerBench.failure(ring(servers));
        assertEquals(SourceException.class, failure.getClass());
        return failure.getMessage();
    }

    private Future<List<String>> ring(String... servers) {
        KafkaCluster cluster = new KafkaCluster(List.of(servers), null, KafkaLogin.NONE);
        Promise<List<String>> answering = Promise.promise();
        bench.vertx()
                .runOnContext(go -> new Doorbell(bench.environment(), cluster, PATIENCE)
                        .ring()
                        .onComplete(answering));
        return answering.future();
    }

    private String server(BiConsumer<NetSocket, Buffer> behaviour) {
        return "127.0.0.1:"
                + ScalerBench.await(bench.vertx()
                                .createNetServer()
                                .connectHandler(
                                        socket -> socket.handler(question -> behaviour.accept(socket, question)))
                                .listen(0, "127.0.0.1"))
                        .actualPort();
    }

    private static String nobody() {
        return "127.0.0.1:" + ServerProcess.freePort();
    }

    private static void answer(NetSocket socket, Buffer question) {
        socket.write(answerTo(question));
    }

    /** As of a broker that knows nothing: length, correlation, no error, no kinds of requests. */
    private static Buffer answerTo(Buffer question) {
        int correlation = question.getInt(8);
        return Buffer.buffer()
                .appendInt(10)
                .appendInt(correlation)
                .appendShort((short) 0)
                .appendInt(0);
    }
}
