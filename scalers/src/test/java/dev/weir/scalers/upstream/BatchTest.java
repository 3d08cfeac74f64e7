package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything happens on one loop, step by step; the moment for which a batch gathers ends when the test says so. */
final class BatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Deque<Runnable> moments = new ArrayDeque<>();
    private final List<Set<String>> fetched = new ArrayList<>();
    private final List<Promise<Map<String, Future<String>>>> answers = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Batch<String, String> batch;

    @BeforeEach
    void make() {
        batch = new Batch<>(vertx, () -> now, "it://upstream", LIMIT, this::fetch, moments::add);
    }

    @AfterEach
    void close() {
        ScalerBench.await(vertx.close());
    }

    @Test
    void thousandsThatAskTogetherAreOneFetch() {
        List<Batch<String, String>.Member> members =
                IntStream.range(0, 3_000).mapToObj(i -> batch.member("g" + i)).toList();
        for (int poll = 1; poll <= 3; poll++) {
            List<Future<String>> asked = askAll(members);
            gathered();
            assertEquals(poll, fetched.size());
            assertEquals(3_000, fetched.get(poll - 1).size());
            answer(poll - 1);
            assertEquals("g2999!", ScalerBench.await(asked.get(2_999)));
            assertTrue(asked.stream().allMatch(Future::succeeded));
            later(Duration.ofSeconds(15));
        }
    }

    @Test
    void equalItemsAreFetchedOnce() {
        List<Future<String>> asked = askAll(List.of(batch.member("a"), batch.member("a")));
        gathered();
        assertEquals(List.of(Set.of("a")), fetched);
        answer(0);
        asked.forEach(one -> assertEquals("a!", ScalerBench.await(one)));
    }

    @Test
    void whoComesWhileAFetchIsUnderWayIsInTheNextOne() {
        ask(batch.member("a"));
        gathered();
        Future<String> late = ask(batch.member("b"));
        assertTrue(moments.isEmpty(), "a second fetch is prepared beside the first");
        answer(0);
        gathered();
        assertEquals(List.of(Set.of("a"), Set.of("b")), fetched);
        answer(1);
        assertEquals("b!", ScalerBench.await(late));
    }

    @Test
    void whoIsInTheFetchUnderWayWaitsForIt() {
        Batch<String, String>.Member a = batch.member("a");
        ask(a);
        gathered();
        Future<String> again = ask(a);
        answer(0);
        assertEquals("a!", ScalerBench.await(again));
        gathered();
        assertEquals(1, fetched.size());
    }

    @Test
    void gathersAsLongAsMoreComeButNotWithoutEnd() {
        ask(batch.member("a"));
        for (int i = 1; i < Batch.ROUNDS; i++) {
            ask(batch.member("more" + i));
            moment();
            assertEquals(0, fetched.size(), "round " + i);
        }
        ask(batch.member("last"));
        moment();
        assertEquals(1, fetched.size());
        assertEquals(Batch.ROUNDS + 1, fetched.get(0).size());
    }

    @Test
    void whoIsAboutToAskRidesAlongAndIsHandedTheAnswerOnce() {
        Batch<String, String>.Member a = batch.member("a");
        Batch<String, String>.Member b = batch.member("b");
        round(a);
        later(Duration.ofMillis(500));
        round(b);
        later(Duration.ofMillis(9_500));
        round(a);
        later(Duration.ofMillis(500));
        round(b);
        assertEquals(4, fetched.size());
        // From now on it is known when b asks: half a second after a.
        later(Duration.ofMillis(9_500));
        round(a);
        assertEquals(new TreeSet<>(List.of("a", "b")), new TreeSet<>(fetched.get(4)));
        later(Duration.ofMillis(500));
        assertEquals("b!", ScalerBench.await(ask(b)));
        assertTrue(moments.isEmpty());
        later(Duration.ofMillis(10));
        ask(b);
        assertEquals(1, moments.size(), "an answer was handed out twice");
    }

    @Test
    void anAnswerThatIsASecondOldIsNoAnswer() {
        Batch<String, String>.Member a = batch.member("a");
        Batch<String, String>.Member b = batch.member("b");
        for (int i = 0; i < 3; i++) {
            round(a);
            round(b);
            later(Duration.ofSeconds(10));
        }
        int before = fetched.size();
        round(a);
        later(Duration.ofSeconds(1));
        ask(b);
        gathered();
        assertEquals(before + 2, fetched.size());
    }

    @Test
    void whoAsksNoMoreIsNotFetched() {
        Batch<String, String>.Member a = batch.member("a");
        Batch<String, String>.Member b = batch.member("b");
        for (int i = 0; i < 3; i++) {
            round(a);
            round(b);
            later(Duration.ofSeconds(10));
        }
        onLoop(() -> {
            b.leave();
            return null;
        });
        later(Duration.ofSeconds(10));
        round(a);
        assertEquals(Set.of("a"), fetched.get(fetched.size() - 1));
        assertTrue(ScalerBench.failure(ask(b)).getMessage().contains("closed"));
    }

    @Test
    void whoBacksOffDoesNotRideAlongForEver() {
        Batch<String, String>.Member a = batch.member("a");
        Batch<String, String>.Member b = batch.member("b");
        for (int i = 0; i < 3; i++) {
            round(a);
            round(b);
            later(Duration.ofSeconds(10));
        }
        later(Duration.ofSeconds(20));
        round(a);
        assertEquals(Set.of("a"), fetched.get(fetched.size() - 1));
    }

    @Test
    void aFailureOfOneIsNotThatOfTheOthers() {
        Future<String> good = ask(batch.member("good"));
        Future<String> bad = ask(batch.member("bad"));
        Future<String> lost = ask(batch.member("lost"));
        gathered();
        onLoop(() -> {
            answers.get(0)
                    .complete(Map.of(
                            "good", Future.succeededFuture("fine"),
                            "bad", Future.failedFuture(new SourceException("no such group"))));
            return null;
        });
        assertEquals("fine", ScalerBench.await(good));
        assertEquals("no such group", ScalerBench.failure(bad).getMessage());
        assertEquals(
                "it://upstream did not answer for lost",
                ScalerBench.failure(lost).getMessage());
    }

    @Test
    void aFetchThatFailsIsEverybodysFailureAndTheNextOneIsTried() {
        Batch<String, String>.Member a = batch.member("a");
        Future<String> asked = ask(a);
        Future<String> other = ask(batch.member("b"));
        gathered();
        onLoop(() -> {
            answers.get(0).fail(new SourceException("it://upstream: connection refused"));
            return null;
        });
        assertEquals(
                "it://upstream: connection refused", ScalerBench.failure(asked).getMessage());
        assertEquals(
                "it://upstream: connection refused", ScalerBench.failure(other).getMessage());
        later(Duration.ofSeconds(10));
        round(a);
        assertEquals(2, fetched.size());
    }

    @Test
    void aFetchThatThrowsHasFailed() {
        batch = new Batch<>(
                vertx,
                () -> now,
                "it://upstream",
                LIMIT,
                items -> {
                    throw new IllegalStateException("secret");
                },
                moments::add);
        Future<String> asked = ask(batch.member("a"));
        gathered();
        String said = ScalerBench.failure(asked).getMessage();
        assertTrue(said.startsWith("it://upstream: "), said);
        assertFalse(said.contains("secret"), said);
    }

    @Test
    void aFetchThatNeverEndsIsGivenUp() {
        batch = new Batch<>(vertx, () -> now, "it://upstream", Duration.ofMillis(1), this::fetch, moments::add);
        Batch<String, String>.Member a = batch.member("a");
        Future<String> asked = ask(a);
        gathered();
        assertEquals("it://upstream: timed out", ScalerBench.failure(asked).getMessage());
        ask(a);
        gathered();
        assertEquals(2, fetched.size());
    }

    @Test
    void endsOnItsLoopAndTellsThoseWhoWait() {
        Future<String> asked = ask(batch.member("a"));
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        ScalerBench.await(batch.close(() -> {
            own.complete(Vertx.currentContext() == loop);
            return Future.succeededFuture();
        }));
        assertTrue(own.join());
        assertTrue(ScalerBench.failure(asked).getMessage().contains("closed"));
        assertTrue(ScalerBench.failure(ask(batch.member("b"))).getMessage().contains("closed"));
        gathered();
        assertEquals(0, fetched.size());
    }

    private Future<Map<String, Future<String>>> fetch(Set<String> items) {
        assertEquals(loop, Vertx.currentContext());
        fetched.add(Set.copyOf(items));
        Promise<Map<String, Future<String>>> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    /** Asks, is answered, and looks that it was in the fetch or had its answer already. */
    private void round(Batch<String, String>.Member member) {
        Future<String> asked = ask(member);
        gathered();
        for (int i = 0; i < answers.size(); i++) {
            answer(i);
        }
        ScalerBench.await(asked);
    }

    private void answer(int fetch) {
        onLoop(() -> {
            Map<String, Future<String>> all = new HashMap<>();
            fetched.get(fetch).forEach(item -> all.put(item, Future.succeededFuture(item + "!")));
            answers.get(fetch).tryComplete(all);
            return null;
        });
        settle();
    }

    private void later(Duration time) {
        onLoop(() -> now = now.plus(time));
    }

    /** The moment is over, and all that follow while more come. */
    private void gathered() {
        while (onLoop(() -> !moments.isEmpty())) {
            moment();
        }
    }

    private void moment() {
        onLoop(() -> {
            moments.remove().run();
            return null;
        });
        settle();
    }

    /** What the loop has to do for what came before is done. */
    private void settle() {
        for (int i = 0; i < 5; i++) {
            onLoop(() -> null);
        }
    }

    private Future<String> ask(Batch<String, String>.Member member) {
        return askAll(List.of(member)).get(0);
    }

    private List<Future<String>> askAll(List<Batch<String, String>.Member> members) {
        List<Future<String>> all =
                onLoop(() -> members.stream().map(Batch.Member::ask).toList());
        settle();
        return all;
    }

    private <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(go -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }
}
