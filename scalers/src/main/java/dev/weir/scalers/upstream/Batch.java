package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks an upstream once for what many sources want to know. Sources whose {@link dev.weir.cache.source.Source#together} is
 * the same are polled at the same moment, so their questions meet here: the first one waits {@value #GATHER_MILLIS} ms for
 * others, and as long again while more keep coming, at most {@value #ROUNDS} times. Then one fetch answers all of them. One
 * fetch is under way at a time; who comes too late for it is in the next.
 *
 * <p>A source that is likely to ask within the second to come, by the time between its last two questions, rides along
 * unasked: its answer is kept for that second and handed out once. So sources that fell out of step (a change of their
 * interval, a back-off) do not each cause a fetch of their own.
 *
 * <p>All state belongs to the context of whoever asks first; from any thread may be called. Each member waits at most once,
 * which bounds what is kept by the number of sources.
 *
 * @param <K> what a source asks for; equal ones are fetched once
 * @param <V> the answer
 */
public final class Batch<K, V> {

    static final long GATHER_MILLIS = 10;
    static final int ROUNDS = 10;

    /** How long an answer is good for one that did not ask for it. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    /** The request for many. */
    @FunctionalInterface
    public interface Fetch<K, V> {

        /**
         * Asks for all of these. Called on the batch's context, never while an earlier call is under way; an earlier one that
         * ran past its time counts as over. The result has a future that is complete for each item; a failure is that of all.
         */
        Future<Map<K, Future<V>>> fetch(Set<K> items);
    }

    private final Vertx vertx;
    private final InstantSource clock;
    private final String upstream;
    private final Duration limit;
    private final Fetch<K, V> fetch;
    private final Consumer<Runnable> later;
    private final AtomicReference<@Nullable Context> own = new AtomicReference<>();

    private final Set<Member> members = new LinkedHashSet<>();
    private final Set<Member> asking = new LinkedHashSet<>();
    private volatile boolean closed;
    private boolean gathering;
    private boolean fetching;

    /**
     * Makes an empty one.
     *
     * @param upstream who is asked, for messages
     * @param limit after which a fetch is given up
     */
    public Batch(Vertx vertx, InstantSource clock, String upstream, Duration limit, Fetch<K, V> fetch) {
        this(vertx, clock, upstream, limit, fetch, task -> vertx.setTimer(GATHER_MILLIS, fired -> task.run()));
    }

    /** {@code later} runs a task, on the context it is called on, after a moment. */
    Batch(
            Vertx vertx,
            InstantSource clock,
            String upstream,
            Duration limit,
            Fetch<K, V> fetch,
            Consumer<Runnable> later) {
        this.vertx = vertx;
        this.clock = clock;
        this.upstream = upstream;
        this.limit = limit;
        this.fetch = fetch;
        this.later = later;
    }

    /** A share in the batch for one source; costs nothing until it asks. */
    public Member member(K item) {
        return new Member(item);
    }

    /**
     * Ends it: who waits is told so, and who asks afterwards.
     *
     * @param last gives back what the fetch uses; called on the context that the fetch is called on, if it ever was
     */
    public Future<Void> close(Supplier<Future<Void>> last) {
        Context known = own.get();
        if (known == null) {
            closed = true;
            return last.get();
        }
        Context caller = vertx.getOrCreateContext();
        Promise<Void> done = Promise.promise();
        known.runOnContext(go -> {
            closed = true;
            List.copyOf(members).forEach(Member::gone);
            last.get().onComplete(done);
        });
        return OwnContext.of(caller, done.future());
    }

    private Context context() {
        Context known = own.get();
        if (known != null) {
            return known;
        }
        own.compareAndSet(null, vertx.getOrCreateContext());
        return context();
    }

    private void gather() {
        if (!gathering && !fetching && !asking.isEmpty()) {
            gathering = true;
            gather(asking.size(), 1);
        }
    }

    private void gather(int before, int round) {
        later.accept(() -> {
            if (asking.size() > before && round < ROUNDS) {
                gather(asking.size(), round + 1);
            } else {
                gathering = false;
                go();
            }
        });
    }

    private void go() {
        Instant now = clock.instant();
        members.stream().filter(member -> member.isDue(now)).forEach(asking::add);
        List<Member> riders = new ArrayList<>(asking);
        asking.clear();
        if (riders.isEmpty()) {
            return;
        }
        fetching = true;
        Set<K> items = new LinkedHashSet<>();
        riders.forEach(rider -> {
            rider.riding = true;
            items.add(rider.item);
        });
        Future<Map<K, Future<V>>> answer = attempt(items)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(Faults.of(upstream, fault)));
        OwnContext.of(context(), answer).onComplete(result -> {
            fetching = false;
            riders.forEach(rider ->
                    rider.arrived(result.succeeded() ? answerOf(rider, result.result()) : failed(result.cause())));
            gather();
        });
    }

    private Future<Map<K, Future<V>>> attempt(Set<K> items) {
        try {
            return fetch.fetch(items);
        } catch (RuntimeException | LinkageError e) {
            return Future.failedFuture(e);
        }
    }

    private Future<V> answerOf(Member rider, Map<K, Future<V>> answers) {
        Future<V> answer = answers.get(rider.item);
        return answer == null || !answer.isComplete()
                ? failed(new SourceException(upstream + " did not answer for " + rider.item))
                : answer;
    }

    private static <V> Future<V> failed(Throwable cause) {
        return Future.failedFuture(cause);
    }

    /** One source's share. */
    public final class Member {

        private final K item;
        private boolean riding;
        private boolean left;
        private @Nullable Promise<V> waiting;
        private @Nullable Future<V> kept;
        private Instant keptAt = Instant.MIN;
        private @Nullable Instant askedAt;
        private @Nullable Duration gap;

        private Member(K item) {
            this.item = item;
        }

        /** The answer for this source; completes on the caller's context. */
        public Future<V> ask() {
            Context caller = vertx.getOrCreateContext();
            Promise<V> answer = Promise.promise();
            context().runOnContext(go -> asked().onComplete(answer));
            return OwnContext.of(caller, answer.future());
        }

        /** Asks no more; twice is allowed. Who still waits is told so. */
        public void leave() {
            if (own.get() != null) {
                context().runOnContext(go -> gone());
            }
        }

        private Future<V> asked() {
            if (left || closed) {
                return failed(new SourceException(upstream + ": the source is closed"));
            }
            Instant now = clock.instant();
            gap = askedAt == null ? null : Duration.between(askedAt, now);
            askedAt = now;
            Future<V> ready = kept;
            kept = null;
            if (ready != null && isFresh(now)) {
                return ready;
            }
            members.add(this);
            if (waiting == null) {
                waiting = Promise.promise();
            }
            Future<V> answer = waiting.future();
            if (!riding) {
                asking.add(this);
                gather();
            }
            return answer;
        }

        private void gone() {
            left = true;
            members.remove(this);
            asking.remove(this);
            arrived(failed(new SourceException(upstream + ": the source is closed")));
            kept = null;
        }

        private void arrived(Future<V> answer) {
            riding = false;
            Promise<V> told = waiting;
            waiting = null;
            if (told != null) {
                answer.onComplete(told);
            } else if (!left) {
                kept = answer;
                keptAt = clock.instant();
            }
        }

        private boolean isFresh(Instant now) {
            Duration age = Duration.between(keptAt, now);
            return !age.isNegative() && age.compareTo(KEPT) < 0;
        }

        /** Whether the next question is to be expected about now, so that an answer would still be good for it. */
        private boolean isDue(Instant now) {
            Instant last = askedAt;
            Duration between = gap;
            return last != null
                    && between != null
                    && Duration.between(now, last.plus(between)).abs().compareTo(KEPT) < 0;
        }
    }
}
