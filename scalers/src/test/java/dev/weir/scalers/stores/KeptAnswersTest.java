package dev.weir.scalers.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.cache.testing.VirtualTime;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KeptAnswersTest {

    private final VirtualTime time = new VirtualTime();
    private final ScalerBench bench = new ScalerBench(Duration.ofSeconds(3));
    private final List<String> told = new ArrayList<>();
    private final Store store = new Store();
    private final Question question = new Question(store, "one");
    private final KeptAnswers<String> kept =
            new KeptAnswers<>(bench.environment(), time.timeline(), () -> 0, told::add);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void asksOnceForAllWhoNeedTheAnswerAndTellsThemAll() {
        assertTrue(kept.ask(question, "a").awaited());
        assertTrue(kept.ask(new Question(store, "one"), "b").awaited());
        time.settle();
        assertEquals(1, store.asked);
        assertEquals(List.of(), told);

        store.answer("v1", Duration.ofMinutes(5));
        time.settle();

        assertEquals(Set.of("a", "b"), Set.copyOf(told));
        assertEquals("v1", value(kept.ask(question, "a")));
        assertEquals(1, store.asked);
    }

    @Test
    void asksAgainWhenTheAnswerEndsAndTellsOnlyOfAnotherOne() {
        have("v1", Duration.ofMinutes(5));

        time.advance(Duration.ofMinutes(5));
        assertEquals(2, store.asked);
        store.answer("v1", Duration.ofMinutes(5));
        time.settle();
        assertEquals(List.of(), told, "the same value again is no news");

        time.advance(Duration.ofMinutes(5));
        store.answer("v2", Duration.ofMinutes(5));
        time.settle();
        assertEquals(List.of("a"), told);
        assertEquals("v2", value(kept.ask(question, "a")));
    }

    @Test
    void theLastGoodValueStaysWhileTheStoreFailsAndItIsAskedLessAndLessOften() {
        have("v1", Duration.ofMinutes(5));
        time.advance(Duration.ofMinutes(5));
        store.fail("the store is away");
        time.settle();

        Known known = kept.ask(question, "a");
        assertEquals("v1", value(known));
        assertEquals(
                "the store is away", Objects.requireNonNull(known.failure()).getMessage());
        assertEquals(List.of("a"), told, "that it fails is news once");

        List<Integer> asked = new ArrayList<>();
        for (int minute = 0; minute < 4; minute++) {
            int before = store.asked;
            for (int second = 0; second < 60; second++) {
                time.advance(Duration.ofSeconds(1));
                store.fail("the store is away");
                time.settle();
            }
            asked.add(store.asked - before);
        }
        assertEquals(List.of(5, 1, 1, 1), asked);
        assertEquals(List.of("a"), told);

        time.advance(Duration.ofMinutes(1));
        store.answer("v1", Duration.ofMinutes(5));
        time.settle();
        assertEquals(List.of("a", "a"), told, "that it works again is news");
        assertNull(kept.ask(question, "a").failure());
    }

    @Test
    void aFirstFailureIsKnownAtOnce() {
        kept.ask(question, "a");
        time.settle();
        store.fail("refused");
        time.settle();

        Known known = kept.ask(question, "a");
        assertFalse(known.awaited());
        assertNull(known.answer());
        assertNotNull(known.failure());
        assertEquals(List.of("a"), told);
    }

    @Test
    void whoDoubtsAnAnswerHasItAskedForAgainUnlessItIsYoung() {
        have("v1", Duration.ofMinutes(5));

        time.advance(Duration.ofSeconds(4));
        kept.doubt("a");
        time.settle();
        assertEquals(1, store.asked);

        time.advance(Duration.ofSeconds(1));
        kept.doubt("a");
        kept.doubt("a");
        time.settle();
        assertEquals(2, store.asked, "one question at a time");
        store.answer("v2", Duration.ofMinutes(5));
        time.settle();
        assertEquals("v2", value(kept.ask(question, "a")));

        time.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertEquals(2, store.asked, "the time to the next question counts from the last one");
    }

    @Test
    void closesWithItsLastUser() {
        have("v1", Duration.ofMinutes(5));
        kept.ask(question, "b");

        kept.keepOnly("a", Set.of());
        time.settle();
        assertEquals(0, store.closed);
        kept.keepOnly("b", Set.of(new Question(store, "another")));
        time.settle();
        assertEquals(1, store.closed);
        assertEquals(0, kept.size());

        time.advance(Duration.ofHours(1));
        assertEquals(1, store.asked, "nobody asks on");
        assertEquals(0, time.pending());
    }

    @Test
    void whatArrivesAfterTheLastUserIsDropped() {
        kept.ask(question, "a");
        time.settle();
        kept.keepOnly("a", Set.of());
        store.answer("v1", Duration.ofMinutes(5));
        time.settle();

        assertEquals(List.of(), told);
        assertEquals(0, time.pending());
    }

    @Test
    void aClientThatThrowsIsAFailureWithoutItsWords() {
        store.broken = true;
        kept.ask(question, "a");
        time.settle();

        Known known = kept.ask(question, "a");
        assertEquals(
                "could not be asked: IllegalStateException",
                Objects.requireNonNull(known.failure()).getMessage());
    }

    private void have(String value, Duration goodFor) {
        kept.ask(question, "a");
        time.settle();
        store.answer(value, goodFor);
        time.settle();
        told.clear();
    }

    private static String value(Known known) {
        return Objects.requireNonNull(known.answer()).text();
    }

    private static final class Store {
        private Promise<StoreAnswer> open = Promise.promise();
        private int asked;
        private int closed;
        private boolean broken;

        void answer(String value, Duration goodFor) {
            open.tryComplete(new StoreAnswer(Map.of("", value), goodFor));
        }

        void fail(String message) {
            open.tryFail(new SourceException(message));
        }
    }

    private record Question(Store store, String name) implements StoreQuestion {
        @Override
        public StoreClient open(ScalerEnvironment environment) {
            return new StoreClient() {
                @Override
                public Future<StoreAnswer> ask() {
                    if (store.broken) {
                        throw new IllegalStateException("with a secret in it");
                    }
                    store.asked++;
                    store.open = Promise.promise();
                    return store.open.future();
                }

                @Override
                public Future<Void> close() {
                    store.closed++;
                    return Future.succeededFuture();
                }
            };
        }

        @Override
        public String label() {
            return name;
        }
    }
}
