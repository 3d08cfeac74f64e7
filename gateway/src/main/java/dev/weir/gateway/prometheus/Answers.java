package dev.weir.gateway.prometheus;

import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.gateway.prometheus.query.Wish;
import dev.weir.gateway.prometheus.upstream.Answer;
import dev.weir.gateway.prometheus.upstream.Inquiry;
import dev.weir.gateway.prometheus.upstream.TooLongException;
import dev.weir.gateway.prometheus.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are shared: between those who ask while the upstream is being asked, and with those who ask soon after. An
 * answer's age counts from when the upstream was asked. A failure is kept for a second, and never takes a good answer's
 * place. One event loop.
 */
final class Answers {

    private static final Duration FAILURE_LIFE = Duration.ofSeconds(1);
    private static final Duration LONG_LIFE = Duration.ofMinutes(1);
    private static final int MOST_LONG = 1_000;

    /**
     * What is known of a question.
     *
     * @param good the latest good answer
     * @param failure the latest failure, if that is later
     */
    private record Kept(@Nullable Answer good, @Nullable Answer failure) {
        long bytes() {
            return (good == null ? 0 : good.bytes()) + (failure == null ? 0 : failure.bytes()) + 200;
        }
    }

    private final InstantSource clock;
    private final SourceKeys keys = SourceKeys.random();
    private final ByteCache<SourceKey, Kept> cache;
    private final Map<SourceKey, Future<Answer>> flights = new HashMap<>();
    private final LinkedHashMap<SourceKey, Instant> tooLong = new LinkedHashMap<>();

    /** @param life after which an answer is of use to nobody, whatever they wish */
    Answers(long limitBytes, Duration life, InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.cache = new ByteCache<>("answers", limitBytes, life, meters);
    }

    /**
     * An answer, be it an error.
     *
     * @param same what is the same for two requests with the same answer
     * @param inquiry what the upstream is asked
     * @param charge asked before the upstream is; what it returns is answered instead
     * @return fails with {@link TooLongException} only
     */
    Future<Got> ask(Upstream upstream, Inquiry same, Inquiry inquiry, Wish wish, Supplier<Optional<Answer>> charge) {
        SourceKey key = same.key(keys, upstream.name());
        Instant now = clock.instant();
        Instant until = tooLong.get(key);
        if (until != null && until.isAfter(now)) {
            return Future.failedFuture(TooLongException.known());
        }
        Kept kept = cache.get(key, now);
        Optional<Got> found = wish.fresh() || kept == null ? Optional.empty() : usable(kept, wish, now);
        if (found.isPresent()) {
            return Future.succeededFuture(found.get());
        }
        Future<Answer> under = flights.get(key);
        if (under != null) {
            return under.map(answer -> forCaller(key, answer, wish, Outcome.COLLAPSED));
        }
        Optional<Answer> refused = charge.get();
        if (refused.isPresent()) {
            return Future.succeededFuture(new Got(refused.get(), Outcome.REFUSED, Duration.ZERO));
        }
        return begin(key, upstream, inquiry, wish.keep()).map(answer -> forCaller(key, answer, wish, Outcome.MISS));
    }

    private static Optional<Got> usable(Kept kept, Wish wish, Instant now) {
        Answer failure = kept.failure();
        if (failure != null && failure.endedAt().plus(FAILURE_LIFE).isAfter(now)) {
            // With an older good answer at hand, who takes that rather than an error is served that.
            return Optional.of(stale(kept, failure, wish, now).orElse(new Got(failure, Outcome.HIT, FAILURE_LIFE)));
        }
        Answer good = kept.good();
        return good != null && Duration.between(good.askedAt(), now).compareTo(wish.freshness()) <= 0
                ? Optional.of(new Got(good, Outcome.HIT, wish.freshness()))
                : Optional.empty();
    }

    private Future<Answer> begin(SourceKey key, Upstream upstream, Inquiry inquiry, boolean keep) {
        Future<Answer> flight = upstream.ask(inquiry);
        flights.put(key, flight);
        return flight.onComplete(done -> {
            flights.remove(key, flight);
            if (done.failed()) {
                remember(key);
            } else if (keep) {
                keep(key, done.result());
            }
        });
    }

    private void keep(SourceKey key, Answer answer) {
        Instant now = clock.instant();
        Kept before = cache.get(key, now);
        Kept after = answer.good()
                ? new Kept(answer, null)
                : new Kept(before == null ? null : before.good(), answer.own() && !answer.broken() ? null : answer);
        cache.put(key, after, after.bytes(), now);
    }

    private void remember(SourceKey key) {
        tooLong.remove(key);
        tooLong.put(key, clock.instant().plus(LONG_LIFE));
        if (tooLong.size() > MOST_LONG) {
            tooLong.remove(tooLong.keySet().iterator().next());
        }
    }

    private Got forCaller(SourceKey key, Answer answer, Wish wish, Outcome outcome) {
        Instant now = clock.instant();
        Kept kept = answer.broken() ? cache.get(key, now) : null;
        return (kept == null ? Optional.<Got>empty() : stale(kept, answer, wish, now))
                .orElse(new Got(answer, outcome, wish.freshness()));
    }

    /** The older good answer for who prefers it to a failure of the upstream; with a warning that says so. */
    private static Optional<Got> stale(Kept kept, Answer failure, Wish wish, Instant now) {
        Answer good = kept.good();
        if (good == null
                || !failure.broken()
                || Duration.between(good.askedAt(), now).compareTo(wish.stale()) > 0) {
            return Optional.empty();
        }
        Buffer body = Warned.with(
                good.body(),
                "the upstream fails; this answer is "
                        + Duration.between(good.askedAt(), now).toSeconds() + " s old");
        return Optional.of(new Got(good.with(body), Outcome.STALE, Duration.ZERO));
    }
}
