package dev.weir.gateway.prometheus;

import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.gateway.config.PrometheusSettings;
import dev.weir.gateway.prometheus.matrix.Grid;
import dev.weir.gateway.prometheus.matrix.Matrix;
import dev.weir.gateway.prometheus.query.Parameters;
import dev.weir.gateway.prometheus.query.QueryText;
import dev.weir.gateway.prometheus.query.Times;
import dev.weir.gateway.prometheus.query.Wish;
import dev.weir.gateway.prometheus.upstream.Answer;
import dev.weir.gateway.prometheus.upstream.Inquiry;
import dev.weir.gateway.prometheus.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Range queries. Of each question one piece of the past is kept, on one grid of points; only what is later is asked for. A
 * piece holds nothing younger than the settling time, for such points may yet change.
 *
 * <p>On the door's event loop, but for reading and writing tables, which workers do.
 */
final class Ranges {

    /**
     * A piece of the past.
     *
     * @param grid the points that it knows, also those at which no series has one
     * @param since when its oldest part was asked for
     * @param askedAt when its latest part was
     */
    private record Piece(Matrix matrix, Grid grid, Instant since, Instant askedAt) {

        /** All of this and what is known to be later; not more points than a query can have. */
        Piece and(Matrix later, long last, Instant when) {
            long first = Math.max(grid.start(), last - (Grid.MOST_POINTS - 1) * grid.step());
            Matrix all = matrix.and(later);
            return new Piece(
                    first == grid.start() ? all : all.cut(first, last),
                    new Grid(first, grid.step(), last),
                    since,
                    when);
        }
    }

    /** A question to be answered. */
    private record Task(
            Upstream upstream, Inquiry same, Inquiry inquiry, Wish wish, Supplier<Optional<Answer>> charge) {

        Task within(Grid grid) {
            Parameters asked = inquiry.parameters()
                    .with("start", Times.written(grid.start()))
                    .with("end", Times.written(grid.end()));
            return new Task(
                    upstream,
                    same.with(
                            asked.with("query", same.parameters().first("query").orElse(""))),
                    inquiry.with(asked),
                    wish,
                    charge);
        }
    }

    private final Vertx vertx;
    private final InstantSource clock;
    private final Answers answers;
    private final PrometheusSettings.Ranges settings;
    private final SourceKeys keys = SourceKeys.random();
    private final ByteCache<SourceKey, Piece> pieces;

    Ranges(
            Vertx vertx,
            PrometheusSettings.Ranges settings,
            Answers answers,
            InstantSource clock,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.clock = clock;
        this.answers = answers;
        this.settings = settings;
        this.pieces = new ByteCache<>("ranges", settings.bytes(), settings.keep(), meters);
    }

    /** As {@link Answers#ask}. */
    Future<Got> ask(Upstream upstream, Inquiry inquiry, Wish wish, Supplier<Optional<Answer>> charge) {
        QueryText query = QueryText.of(inquiry.parameters().first("query").orElse(""));
        Inquiry same = inquiry.with(inquiry.parameters().with("query", query.text()));
        Task task = new Task(upstream, same, inquiry, wish, charge);
        Optional<Grid> grid = query.timeless() && wish.keep() ? grid(inquiry.parameters()) : Optional.empty();
        return grid.map(points -> ask(task, points)).orElseGet(() -> direct(task));
    }

    /** The points, where the answer can be taken apart; empty for what the upstream may have its own opinion of. */
    private static Optional<Grid> grid(Parameters parameters) {
        OptionalLong start = moment(parameters, "start");
        OptionalLong end = moment(parameters, "end");
        OptionalLong step = parameters.first("step").map(Times::duration).orElse(OptionalLong.empty());
        if (start.isEmpty()
                || end.isEmpty()
                || step.isEmpty()
                || end.getAsLong() < start.getAsLong()
                || (end.getAsLong() - start.getAsLong()) / step.getAsLong() >= Grid.MOST_POINTS
                || parameters.has("limit")
                || parameters.has("stats")) {
            return Optional.empty();
        }
        return Optional.of(Grid.of(start.getAsLong(), step.getAsLong(), end.getAsLong()));
    }

    private static OptionalLong moment(Parameters parameters, String name) {
        return parameters.first(name).map(Times::moment).orElse(OptionalLong.empty());
    }

    private Future<Got> direct(Task task) {
        return answers.ask(task.upstream(), task.same(), task.inquiry(), task.wish(), task.charge());
    }

    private Future<Got> ask(Task task, Grid grid) {
        Instant now = clock.instant();
        SourceKey key = key(task, grid);
        long settled = grid.lastUntil(now.minus(settings.settling()).toEpochMilli());
        Piece piece = task.wish().fresh() ? null : pieces.get(key, now);
        if (piece == null
                || piece.since().plus(settings.keep()).isBefore(now)
                || piece.grid().start() > grid.start()
                || piece.grid().end() < grid.start()) {
            return whole(task, grid, key, settled);
        }
        long known = Math.min(piece.grid().end(), settled);
        if (known >= grid.end()) {
            return aside(() -> piece.matrix().cut(grid.start(), grid.end()).written())
                    .map(body -> new Got(
                            new Answer(200, body, piece.askedAt(), now, false),
                            Outcome.HIT,
                            task.wish().freshness()));
        }
        return known < grid.start() ? whole(task, grid, key, settled) : rest(task, grid, key, piece, known, settled);
    }

    private SourceKey key(Task task, Grid grid) {
        Parameters parameters = task.same()
                .parameters()
                .without("start")
                .without("end")
                .with("step", Long.toString(grid.step()))
                .with("phase", Long.toString(grid.phase()));
        return task.same().with(parameters).key(keys, task.upstream().name());
    }

    private Future<Got> whole(Task task, Grid grid, SourceKey key, long settled) {
        Future<Got> got = direct(task);
        if (settled >= grid.start()) {
            got.onSuccess(came -> {
                // What was kept by others was seen by others.
                if (came.answer().good() && came.outcome() == Outcome.MISS) {
                    Answer answer = came.answer();
                    aside(() -> Matrix.read(answer.body(), grid).map(matrix -> matrix.cut(grid.start(), settled)))
                            .onSuccess(read -> read.ifPresent(matrix -> keep(
                                    key, new Piece(matrix, grid.until(settled), answer.askedAt(), answer.askedAt()))));
                }
            });
        }
        return got;
    }

    private Future<Got> rest(Task task, Grid grid, SourceKey key, Piece piece, long known, long settled) {
        Grid rest = grid.from(known + grid.step());
        return direct(task.within(rest)).compose(got -> {
            if (!got.answer().good() || got.outcome() == Outcome.STALE) {
                return Future.succeededFuture(got);
            }
            return aside(() -> Matrix.read(got.answer().body(), rest)
                            .map(later -> new Merged(
                                    later,
                                    piece.matrix()
                                            .cut(grid.start(), known)
                                            .and(later)
                                            .written())))
                    .compose(merged -> {
                        if (merged.isEmpty()) {
                            // The upstream has something to say about its answer, which has to be about all of it.
                            pieces.remove(key);
                            return direct(task);
                        }
                        if (settled > piece.grid().end() && got.outcome() == Outcome.MISS) {
                            extend(
                                    key,
                                    piece,
                                    merged.get().later(),
                                    settled,
                                    got.answer().askedAt());
                        }
                        return Future.succeededFuture(
                                new Got(got.answer().with(merged.get().body()), Outcome.PARTIAL, got.freshness()));
                    });
        });
    }

    /** The later part, and the whole as it is written. */
    private record Merged(Matrix later, Buffer body) {}

    private void extend(SourceKey key, Piece piece, Matrix later, long settled, Instant askedAt) {
        long first = piece.grid().end() + 1;
        aside(() -> piece.and(later.cut(first, settled), settled, askedAt)).onSuccess(longer -> keep(key, longer));
    }

    private void keep(SourceKey key, Piece piece) {
        pieces.put(key, piece, piece.matrix().bytes(), clock.instant());
    }

    /** Tables can be long: none is read or written on an event loop. */
    private <T> Future<T> aside(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
