package dev.weir.scalers.stores;

import dev.weir.cache.pace.Timeline;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers of stores, kept for as long as somebody uses them and asked for again before they end. However many ask, a
 * question is on its way once. The last good answer stays while a store fails. There are as many as manifests ask for.
 *
 * <p>Readers are told at once what is known, and hear of it when that changes. Methods may be called from any thread, those
 * that name a user by one thread at a time for that user.
 *
 * @param <U> who uses answers
 */
public final class KeptAnswers<U> {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);

    /** An answer that is younger is not asked for again, whoever doubts it. */
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    /** The part of a wait that chance may take away, so that those who began together do not stay together. */
    private static final double SPREAD = 0.1;

    private final ScalerEnvironment environment;
    private final Timeline loop;
    private final DoubleSupplier jitter;
    private final Consumer<U> changed;
    private final Map<StoreQuestion, Kept> kept = new ConcurrentHashMap<>();
    private final Map<U, Set<StoreQuestion>> uses = new ConcurrentHashMap<>();

    /**
     * @param jitter numbers in [0, 1)
     * @param changed hears, on the loop, of each user of an answer that is another one now, and of failures that begin or end
     */
    public KeptAnswers(ScalerEnvironment environment, Timeline loop, DoubleSupplier jitter, Consumer<U> changed) {
        this.environment = environment;
        this.loop = loop;
        this.jitter = jitter;
        this.changed = changed;
    }

    /**
     * What is known of an answer.
     *
     * @param answer the last good one, or null
     * @param failure why the last question failed, or null if it did not
     */
    public record Known(
            @Nullable StoreAnswer answer, @Nullable RuntimeException failure) {

        /** Nothing is known yet. */
        public static final Known NOTHING = new Known(null, null);

        /** Whether the first answer is still on its way. */
        public boolean awaited() {
            return answer == null && failure == null;
        }

        private boolean sameAs(Known other) {
            boolean sameValues = answer == null
                    ? other.answer == null
                    : other.answer != null && answer.values().equals(other.answer.values());
            return sameValues && (failure == null) == (other.failure == null);
        }
    }

    /** What is known now; who asks first has the store asked. The user keeps it alive from here on. */
    public Known ask(StoreQuestion question, U user) {
        Kept found = kept.compute(question, (key, known) -> {
            Kept one = known == null ? new Kept(question.open(environment)) : known;
            one.users.add(user);
            return one;
        });
        uses.computeIfAbsent(user, key -> ConcurrentHashMap.newKeySet()).add(question);
        found.begin();
        return found.known;
    }

    /** The user needs these from now on and no others. */
    public void keepOnly(U user, Set<StoreQuestion> needed) {
        Set<StoreQuestion> used = uses.getOrDefault(user, Set.of());
        for (StoreQuestion question : new HashSet<>(used)) {
            if (!needed.contains(question)) {
                used.remove(question);
                leave(question, user);
            }
        }
        uses.computeIfPresent(user, (key, left) -> left.isEmpty() ? null : left);
    }

    /** What the user was given may be wrong, since it is refused: asks again, unless that was done a moment ago. */
    public void doubt(U user) {
        Set<StoreQuestion> used = uses.get(user);
        if (used != null) {
            loop.execute(() -> used.forEach(question -> {
                Kept one = kept.get(question);
                if (one != null) {
                    one.doubt();
                }
            }));
        }
    }

    /** How many answers are kept. */
    public int size() {
        return kept.size();
    }

    private void leave(StoreQuestion question, U user) {
        kept.computeIfPresent(question, (key, one) -> {
            one.users.remove(user);
            if (!one.users.isEmpty()) {
                return one;
            }
            loop.execute(one::close);
            return null;
        });
    }

    /** One answer. Belongs to the loop but for what is volatile or concurrent. */
    private final class Kept {
        private final StoreClient client;
        private final Set<U> users = ConcurrentHashMap.newKeySet();
        private volatile Known known = Known.NOTHING;
        private volatile boolean begun;
        private boolean asking;
        private boolean closed;
        private int failures;
        private @Nullable Instant asked;
        private Timeline.@Nullable Timer timer;

        Kept(StoreClient client) {
            this.client = client;
        }

        void begin() {
            if (!begun) {
                begun = true;
                loop.execute(this::ask);
            }
        }

        void doubt() {
            if (asked != null && !asked.plus(YOUNG).isAfter(loop.now())) {
                ask();
            }
        }

        void close() {
            closed = true;
            rest();
            client.close();
        }

        private void ask() {
            if (asking || closed) {
                return;
            }
            rest();
            asking = true;
            asked = loop.now();
            answer().onComplete(result -> loop.execute(() -> take(result)));
        }

        private Future<StoreAnswer> answer() {
            try {
                return client.ask();
            } catch (RuntimeException e) {
                return Future.failedFuture(e);
            }
        }

        private void take(AsyncResult<StoreAnswer> result) {
            asking = false;
            if (closed) {
                return;
            }
            Known before = known;
            known = result.succeeded()
                    ? new Known(result.result(), null)
                    : new Known(before.answer, failure(result.cause()));
            failures = result.succeeded() ? 0 : failures + 1;
            timer = loop.after(next(), this::ask);
            if (!known.sameAs(before)) {
                users.forEach(changed);
            }
        }

        private RuntimeException failure(Throwable cause) {
            if (cause instanceof SourceException || cause instanceof UnreadableSecretException) {
                return (RuntimeException) cause;
            }
            LOG.warn("A store of credentials could not be asked", cause);
            return new SourceException("could not be asked: " + cause.getClass().getSimpleName());
        }

        private Duration next() {
            StoreAnswer answer = known.answer;
            Duration wait = failures == 0 && answer != null ? answer.goodFor() : retry();
            return wait.minusMillis((long) (wait.toMillis() * SPREAD * jitter.getAsDouble()));
        }

        private Duration retry() {
            Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
            return doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
        }

        private void rest() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
