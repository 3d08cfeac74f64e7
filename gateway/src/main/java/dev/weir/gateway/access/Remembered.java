package dev.weir.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that hold for a while. A question that is under way is not asked again: whoever has it too waits for the same
 * answer. Failures are not remembered; while there are no answers, a yes lives on for a while, and a no does not. When there are too many answers, those that hold no longer are forgotten, and if that
 * is not enough all of them, which costs a question each and no request. Any thread.
 */
final class Remembered<K, V> {

    private record Answer<V>(V value, long untilMillis) {}

    private final Map<K, Answer<V>> answers = new ConcurrentHashMap<>();
    private final Map<K, Future<V>> underWay = new ConcurrentHashMap<>();
    private final int limit;
    private final Function<V, Duration> life;
    private final Predicate<V> yes;
    private final Outage outage;
    private final InstantSource clock;
    private final Counter forgotten;

    /**
     * Nothing as yet.
     *
     * @param of what the answers are called in meters
     * @param life how long an answer holds
     * @param yes which answers live on while nobody can be asked
     */
    Remembered(
            String of,
            int limit,
            Function<V, Duration> life,
            Predicate<V> yes,
            Outage outage,
            InstantSource clock,
            MeterRegistry meters) {
        this.limit = limit;
        this.life = life;
        this.yes = yes;
        this.outage = outage;
        this.clock = clock;
        Gauge.builder("weir.access.remembered", answers, Map::size)
                .description("Answers about callers that are remembered")
                .tag("of", of)
                .register(meters);
        this.forgotten = Counter.builder("weir.access.forgotten")
                .description("Times that all answers about callers were forgotten because there were too many")
                .tag("of", of)
                .register(meters);
    }

    /** The answer if it still holds, or null. Allocates nothing. */
    @Nullable
    V find(K key) {
        Answer<V> answer = answers.get(key);
        return answer == null || clock.millis() >= answer.untilMillis() ? null : answer.value();
    }

    /** The last answer, though it may hold no longer, or null if it is forgotten. */
    @Nullable
    V last(K key) {
        Answer<V> answer = answers.get(key);
        return answer == null ? null : answer.value();
    }

    /** A yes that lives on, to be taken if nobody can be asked, or null. */
    @Nullable
    V outliving(K key) {
        Answer<V> answer = answers.get(key);
        return answer != null && yes.test(answer.value()) && clock.millis() < endMillis(answer) ? answer.value() : null;
    }

    private long endMillis(Answer<V> answer) {
        return answer.untilMillis() + (yes.test(answer.value()) ? outage.graceMillis() : 0);
    }

    /** Asks anew, or joins whoever asks already. */
    Future<V> ask(K key, Supplier<Future<V>> question) {
        Promise<V> promise = Promise.promise();
        Future<V> already = underWay.putIfAbsent(key, promise.future());
        if (already != null) {
            return already;
        }
        question.get().onComplete(done -> {
            if (done.succeeded()) {
                remember(key, done.result());
            }
            underWay.remove(key);
            promise.handle(done);
        });
        return promise.future();
    }

    private void remember(K key, V value) {
        if (answers.size() >= limit) {
            sweep();
            if (answers.size() >= limit) {
                answers.clear();
                forgotten.increment();
            }
        }
        answers.put(key, new Answer<>(value, clock.millis() + life.apply(value).toMillis()));
    }

    /** Forgets what holds no longer. */
    void sweep() {
        long now = clock.millis();
        answers.values().removeIf(answer -> now >= endMillis(answer));
    }
}
