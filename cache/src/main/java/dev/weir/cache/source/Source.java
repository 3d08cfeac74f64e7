package dev.weir.cache.source;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One remote question: what is asked, with nothing of how the answer is used. Thresholds, activation values and metric
 * names are no part of it, so that every trigger with the same question and the same credentials shares one source.
 *
 * <p>Making a source costs nothing and reaches no network: a source whose question is already being asked by another one
 * is closed without ever having been polled.
 *
 * @param <R> the reading: a record of numbers, booleans, strings, lists and such records, so that it can travel between
 *     replicas without a codec of its own
 */
public interface Source<R extends Record> {

    /** Equal for two sources if, and only if, their remote question and their credentials are the same. */
    SourceKey key();

    /**
     * Who is asked, for limits that all questions to one server share, for example {@code http://prometheus:9090}. Carries
     * no secret and no user information.
     */
    String upstream();

    /** The class of the readings, by which a replica decodes what another one has polled. */
    Class<R> readingType();

    /**
     * Asks once. Never blocks; called from the source's own event loop, never while an earlier call is under way. The
     * caller bounds the time: a call that ran past it counts as over, and its late answer is ignored. An expected failure
     * is a {@link SourceException}; of any other only the class is shown to users, for its message may hold a secret.
     */
    Future<R> poll();

    /** What is asked, for others who ask the same; empty where credentials are part of it, or nobody else could ask so. */
    default Optional<Question> question() {
        return Optional.empty();
    }

    /**
     * What answers many sources in one request: those that name the same are polled at the same moment, and pass no gate,
     * for whoever asks for all of them has one request under way at a time. The same on every replica, and no secret can be
     * read from it. Empty for a source that is asked by itself, as most are.
     */
    default Optional<SourceKey> together() {
        return Optional.empty();
    }

    /**
     * How long a poll of this source may take at least, for questions that are allowed more than the common time-out; zero
     * where that is enough.
     */
    default Duration patience() {
        return Duration.ZERO;
    }

    /**
     * Delivers readings that come unasked, for sources that push. Called once, before the first poll; {@code sink} may be
     * called from any thread until the source is closed. Sources that only answer leave this as it is.
     */
    default void listen(Consumer<R> sink) {}

    /**
     * Whether every replica asks for itself, for questions that cost nobody anything: the clock, or what a replica watches
     * anyway. Else one replica asks and the others are told.
     */
    default boolean everywhere() {
        return false;
    }

    /** Gives back connections and stops listening. Closing twice is allowed. */
    Future<Void> close();
}
