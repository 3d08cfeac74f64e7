package dev.weir.scalers.beanstalkd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BeanstalkdScalerTest extends SourceContract {

    private static final String STATS = "---\nname: orders\ncurrent-jobs-urgent: 9\ncurrent-jobs-ready: 4\n"
            + "current-jobs-reserved: 2\ncurrent-jobs-delayed: 3\ncurrent-jobs-buried: 8\n";

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("beanstalkd");
    }

    @ParameterizedTest
    @CsvSource({"false, 5, 6, true", "false, 6, 6, false", "true, 5, 9, true", "true, 9, 9, false"})
    void countsReadyAndReservedJobsAndDelayedOnesIfTold(boolean delayed, int activation, double value, boolean active) {
        Map<String, String> told =
                Map.of("includeDelayed", Boolean.toString(delayed), "activationValue", Integer.toString(activation));
        assertEquals(Outcome.of(value, active), asked(ok(STATS), told));
        assertEquals(List.of("stats-tube orders"), heard);
    }

    @Test
    void aTubeThatIsNotThereHasNoJobs() {
        assertEquals(Outcome.of(0, false), asked("NOT_FOUND\r\n", Map.of()));
    }

    @Test
    void aCountThatIsNotThereIsNone() {
        assertEquals(Outcome.of(4, true), asked(ok("---\ncurrent-jobs-ready: 4\n"), Map.of()));
        assertEquals(Outcome.of(0, false), asked(ok(""), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OUT_OF_MEMORY", "INTERNAL_ERROR", "BAD_FORMAT", "UNKNOWN_COMMAND"})
    void saysWhatTheServerSays(String word) {
        String failure = failure(word + "\r\n");
        assertTrue(failure.endsWith(": answered " + word), failure);
    }

    @Test
    void refusesACountThatIsNone() {
        String failure = failure(ok("current-jobs-ready: many\n"));
        assertTrue(failure.endsWith("answered with a current-jobs-ready that is no whole number"), failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OK\r\n",
                "OK 99999\r\n",
                "OK 123456\r\n",
                "ok 1\r\nx\r\n",
                "OK 1\r\nabc\r\n",
                "200 OK\r\n",
                "\r\n"
            })
    void refusesNonsense(String answer) {
        String failure = failure(answer);
        assertTrue(failure.endsWith("answered with something that is no answer of beanstalkd"), failure);
    }

    @Test
    void refusesALineWithoutEnd() {
        String failure = failure("O".repeat(1 << 20));
        assertTrue(failure.endsWith("answered with something that is no answer of beanstalkd"), failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nquit", "a b", "-a", "ä"})
    void aNameThatIsNoneIsNotSent(String tube) {
        NetServer server = server(command -> ok(STATS));
        String failure = bench.pollFailure(source(spec(server.actualPort(), Map.of("tube", tube))));
        assertTrue(failure.contains("is no name of a tube"), failure);
        assertEquals(0, connections.get());
    }

    @Test
    void allTubesOfAServerShareAConnectionAndGetTheirOwnAnswers() {
        NetServer server = server(command -> ok("current-jobs-ready: " + command.replaceAll("\\D", "") + "\n"));
        List<Source<?>> tubes = IntStream.range(0, 200)
                .<Source<?>>mapToObj(i -> source(spec(server.actualPort(), Map.of("tube", "tube" + i))))
                .toList();
        List<Future<?>> polls =
                tubes.stream().<Future<?>>map(tube -> bench.onLoop(tube)).toList();
        for (int i = 0; i < polls.size(); i++) {
            assertEquals(new TubeStats(i, 0, 0), ScalerBench.await(polls.get(i)));
        }
        assertEquals(1, connections.get());
        assertEquals(200, heard.size());
    }

    /** Behind an answer that does not come all wait in vain; the next question has a connection of its own. */
    @Test
    void aServerThatStallsFailsAllWhoWaitAndIsAskedAnew() {
        AtomicInteger answers = new AtomicInteger();
        NetServer server = server(command -> answers.incrementAndGet() <= 2 ? "" : ok(STATS));
        Source<?> one = source(spec(server.actualPort(), Map.of("tube", "one")));
        Source<?> two = source(spec(server.actualPort(), Map.of("tube", "two")));
        Future<?> first = bench.onLoop(one);
        Future<?> second = bench.onLoop(two);
        for (Future<?> poll : List.of(first, second)) {
            String failure = ScalerBench.failure(poll).getMessage();
            assertTrue(failure.endsWith("timed out after " + TIMEOUT.toMillis() + " ms"), failure);
        }
        assertEquals(new TubeStats(4, 2, 3), bench.poll(one));
        assertEquals(2, connections.get());
    }

    @Test
    void whatIsAskedIsInTheKeyAndDelayedJobsAreNot() {
        Object key = source(spec(1000)).key();
        assertEquals(key, source(spec(1000, Map.of("includeDelayed", "true"))).key());
        assertNotEquals(key, source(spec(1000, Map.of("tube", "other"))).key());
        assertNotEquals(
                key, source(spec(1000, Map.of("server", "localhost:1000"))).key());
    }

    @ParameterizedTest
    @CsvSource({
        "'queue:11300', beanstalk://queue:11300",
        "':11300', beanstalk://localhost:11300",
        "'[::1]:11300', 'beanstalk://[::1]:11300'",
    })
    void readsHostAndPort(String given, String server) {
        assertEquals(server, BeanstalkdServer.parse(given).toString());
    }

    private Outcome asked(String answer, Map<String, String> more) {
        NetServer server = server(command -> answer);
        TriggerSpec spec = spec(server.actualPort(), more);
        return Asked.once(bench, spec.type(), spec.metadata(), Map.of());
    }

    private String failure(String answer) {
        TriggerSpec spec = spec(server(command -> answer).actualPort());
        return Asked.failure(bench, spec.type(), spec.metadata(), Map.of());
    }

    private static String ok(String body) {
        return "OK " + body.length() + "\r\n" + body + "\r\n";
    }

    private NetServer server(UnaryOperator<String> answers) {
        return ScalerBench.await(listen(0, answers));
    }

    private Future<NetServer> listen(int port, UnaryOperator<String> answers) {
        return bench.vertx()
                .createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> serve(socket, answers))
                .listen(port);
    }

    private void serve(NetSocket socket, UnaryOperator<String> answers) {
        connections.incrementAndGet();
        socket.handler(RecordParser.newDelimited("\r\n", command -> {
            heard.add(command.toString());
            socket.write(Buffer.buffer(answers.apply(command.toString())));
        }));
    }

    private static TriggerSpec spec(int port, Map<String, String> more) {
        return Triggers.of(
                "beanstalkd",
                Triggers.and(
                        Map.of("server", "127.0.0.1:" + port, "tube", "orders", "value", "5", "timeout", "500ms"),
                        more),
                Map.of());
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec(port, Map.of());
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec(port, Map.of("value", "50", "activationValue", "7"));
    }

    @Override
    protected boolean hasCredentialsAndTls() {
        return false;
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        throw new UnsupportedOperationException("beanstalkd has no credentials");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        throw new UnsupportedOperationException("beanstalkd has no TLS");
    }

    @Override
    protected List<String> secrets() {
        return List.of();
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return listen(port, command -> ok(STATS))
                .map(server -> (AutoCloseable) () -> ScalerBench.await(server.close()));
    }
}
