package dev.weir.gateway.prometheus;

import dev.weir.gateway.prometheus.query.Parameters;
import dev.weir.gateway.prometheus.query.QueryText;
import dev.weir.gateway.prometheus.query.Times;
import dev.weir.gateway.prometheus.query.Wish;
import dev.weir.gateway.prometheus.upstream.Answer;
import dev.weir.gateway.prometheus.upstream.Inquiry;
import dev.weir.gateway.prometheus.upstream.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Instant queries. One for about now is the same as one without a time: within its freshness nobody can tell the one from
 * the other. One event loop.
 */
final class Instants {

    /** How much later than its interval a poll may come before it is no longer taken for current. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** By which triggers say on whose behalf they ask; a tenant by another header is another matter. */
    private static final String POLLED_TENANT = "x-scope-orgid";

    private static final String TIME = "time";
    private static final String QUERY = "query";

    private final InstantSource clock;
    private final Answers answers;
    private final KnownAnswers known;

    Instants(InstantSource clock, Answers answers, KnownAnswers known) {
        this.clock = clock;
        this.answers = answers;
        this.known = known;
    }

    /** As {@link Answers#ask}. */
    Future<Got> ask(Upstream upstream, Inquiry inquiry, Wish wish, Supplier<Optional<Answer>> charge) {
        Instant now = clock.instant();
        Parameters given = inquiry.parameters();
        String query = QueryText.of(given.first(QUERY).orElse("")).text();
        boolean current = current(given, wish, now);
        Parameters asked = current ? given.without(TIME) : given;
        Parameters same = asked.with(QUERY, query);
        OptionalLong moment = given.first(TIME).map(Times::moment).orElse(OptionalLong.empty());
        if (!current && moment.isPresent()) {
            same = same.with(TIME, Times.written(moment.getAsLong()));
        }
        Optional<Got> polled =
                current && !wish.fresh() ? polled(upstream, inquiry, query, asked, wish, now) : Optional.empty();
        Inquiry likewise = inquiry.with(same);
        return polled.map(Future::succeededFuture)
                .orElseGet(() -> answers.ask(upstream, likewise, inquiry.with(asked), wish, charge));
    }

    private static boolean current(Parameters given, Wish wish, Instant now) {
        Optional<String> time = given.first(TIME);
        if (time.isEmpty()) {
            return true;
        }
        OptionalLong moment = Times.moment(time.get());
        return moment.isPresent()
                && !wish.fresh()
                && Math.abs(moment.getAsLong() - now.toEpochMilli())
                        <= wish.freshness().toMillis();
    }

    private Optional<Got> polled(
            Upstream upstream, Inquiry inquiry, String query, Parameters asked, Wish wish, Instant now) {
        if (upstream.proves()
                || inquiry.authorization().isPresent()
                || !inquiry.tenants().keySet().stream().allMatch(POLLED_TENANT::equals)) {
            return Optional.empty();
        }
        String tenant = String.join("", inquiry.tenants().values());
        return known.find(upstream.url(), query, asked.without(QUERY).without("timeout"), tenant)
                .flatMap(found -> fresh(found, wish, now));
    }

    /** Where the caller says nothing, what is as fresh as its triggers want it is fresh enough. */
    private static Optional<Got> fresh(KnownAnswers.Known found, Wish wish, Instant now) {
        Duration polled = found.interval().plus(SLACK);
        Duration freshness = wish.stated() || polled.compareTo(wish.freshness()) < 0 ? wish.freshness() : polled;
        return Duration.between(found.askedAt(), now).compareTo(freshness) <= 0
                ? Optional.of(new Got(
                        new Answer(200, found.body(), found.askedAt(), found.askedAt(), false),
                        Outcome.POLLED,
                        freshness))
                : Optional.empty();
    }
}
