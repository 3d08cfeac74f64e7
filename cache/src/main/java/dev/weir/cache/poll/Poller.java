package dev.weir.cache.poll;

import dev.weir.cache.cluster.Note;
import dev.weir.cache.cluster.SnapshotCodec;
import dev.weir.cache.cluster.Station;
import dev.weir.cache.pace.Gate;
import dev.weir.cache.pace.Rhythm;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.poll.PollMeters.Outcome;
import dev.weir.cache.poll.PollState.BackingOff;
import dev.weir.cache.poll.PollState.Closed;
import dev.weir.cache.poll.PollState.Following;
import dev.weir.cache.poll.PollState.Idle;
import dev.weir.cache.poll.PollState.InFlight;
import dev.weir.cache.poll.PollState.Waiting;
import dev.weir.cache.source.Quotable;
import dev.weir.cache.source.Quoted;
import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.trace.Span;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one source for all its subscribers. Its states and their transitions are in {@link PollState}; everything happens
 * on its own loop, except that {@link #status()} may be asked from any thread.
 *
 * <p>At most one poll is in flight. One that runs past the timeout is over for the poller, and its late answer is ignored;
 * for the upstream's limit it stays in flight until it ends or the same time has passed once more, so that a server that
 * swallows requests is not asked ever more of them.
 */
final class Poller<R extends Record> {

    private final Source<R> source;
    private final SourceKey key;
    private final Surroundings with;
    private final Timeline timeline;
    private final Planner planner;
    private final Members<R> members;
    private final PollMeters.OfType meters;
    private final Duration patience;
    private final Asking<R> asking;
    private final Turn<R> turn;
    /** What answers this source beside others; null if it is asked by itself. */
    private final @Nullable SourceKey together;

    private volatile PollState state = new Closed();
    private volatile @Nullable Snapshot<R> snapshot;
    private volatile Demand demand;
    private volatile int subscribers;
    private volatile long polls;
    private volatile @Nullable Duration took;
    private volatile Duration late = Duration.ZERO;

    /** Whether what the source pushes comes here. */
    private boolean listening;

    /** When the poll was due that is skipped since; null if none is. */
    private @Nullable Instant skipped;

    /** {@code codec} takes its readings to other replicas; null if each replica asks for itself. */
    Poller(Source<R> source, Demand first, Surroundings with, @Nullable SnapshotCodec<R> codec) {
        this.source = source;
        this.key = source.key();
        this.with = with;
        this.timeline = with.timeline();
        this.together = source.together().orElse(null);
        this.planner = new Planner(rhythm(key, together), with.settings().backoff(), with.jitter());
        this.members = new Members<>(key, first);
        this.demand = first;
        this.meters = with.meters().ofType(key.type());
        this.patience = longer(with.settings().timeout(), source.patience());
        this.asking = new Asking<>(source, patience);
        this.turn = new Turn<>(key, with.exchange(), codec);
    }

    private static Rhythm rhythm(SourceKey key, @Nullable SourceKey together) {
        return together == null ? new Rhythm(key.phase()) : Rhythm.nested(together.phase());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    SourceKey key() {
        return key;
    }

    Source<R> source() {
        return source;
    }

    Gate gate() {
        return with.gate();
    }

    Timeline timeline() {
        return timeline;
    }

    /** Begins: listens to what is pushed, and plans the first poll; what other replicas know may come before it. */
    void open() {
        assert timeline.onLoop();
        begin();
    }

    private void begin() {
        Instant now = timeline.now();
        turn.ask();
        if (!turn.mine()) {
            followUntil(planner.place(now, demand));
            return;
        }
        Instant first = planner.first(now, demand, with.spread(), together);
        Instant told = turn.shared() ? now.plus(Turn.PATIENCE_WITH_OTHERS) : now;
        idleUntil(first.isBefore(told) ? told : first);
        listen();
    }

    private void listen() {
        if (!listening) {
            listening = true;
            asking.listen(new Inbox<>(timeline, this::pushed));
        }
    }

    /** The replicas are others: it may be another one's turn. */
    void reassigned() {
        assert timeline.onLoop();
        if (!turn.look() || state instanceof Closed) {
            return;
        }
        if (turn.mine()) {
            listen();
        }
        if (state instanceof InFlight) {
            // What comes of it is told to all, and the next one is in turn.
            return;
        }
        state.end();
        Snapshot<R> known = snapshot;
        if (known == null) {
            begin();
        } else {
            follow(planner.resume(timeline.now(), demand, known));
        }
    }

    /** Another replica has read the source, or tells what it knows. */
    void heard(Note note) {
        assert timeline.onLoop();
        if (members.size() == 0) {
            return;
        }
        Snapshot<R> before = snapshot;
        Snapshot<R> other = turn.read(note, timeline.now()).orElse(before);
        Snapshot<R> after = before == null || other == null ? other : before.or(other);
        if (after == null || after == before) {
            return;
        }
        snapshot = after;
        if (!(state instanceof InFlight)) {
            state.end();
            planner.heard(after.latest().takenAt(), demand);
            follow(upcoming(after));
        }
        deliver(after);
    }

    /** What this replica knows, for the others. */
    Optional<Station.Known<?>> known() {
        return turn.known(snapshot);
    }

    void add(Member<R> member) {
        assert timeline.onLoop();
        members.add(member);
        member.joined(this);
        with.meters().joined();
        demandsChanged();
        Snapshot<R> known = snapshot;
        if (known != null) {
            members.deliver(member, known);
        }
    }

    void change(Member<R> member, Demand next) {
        assert timeline.onLoop();
        members.change(member, next);
        demandsChanged();
    }

    void remove(Member<R> member) {
        assert timeline.onLoop();
        if (!members.remove(member)) {
            return;
        }
        member.joined(null);
        with.meters().left();
        demandsChanged();
        // A poll in flight ends first; should a subscriber come meanwhile, it takes over.
        if (members.size() == 0 && !(state instanceof InFlight)) {
            close();
        }
    }

    private void demandsChanged() {
        subscribers = members.size();
        Demand before = demand;
        Demand now = members.strictest();
        if (now.equals(before)) {
            return;
        }
        demand = now;
        if (state instanceof Idle idle) {
            idle.timer().cancel();
            plan(idle.next(), before);
        } else if (state instanceof BackingOff backingOff) {
            backingOff.timer().cancel();
            plan(backingOff.until(), before);
        } else if (state instanceof Following following) {
            following.timer().cancel();
            plan(planner.place(timeline.now(), now), before);
        }
    }

    private void plan(Instant current, Demand before) {
        follow(planner.replan(timeline.now(), current, before, demand, snapshot));
    }

    private Planner.Plan upcoming(Snapshot<R> known) {
        return turn.mine() ? planner.next(demand, known) : planner.expected(demand, known);
    }

    private void follow(Planner.Plan plan) {
        if (!turn.mine()) {
            followUntil(plan.next());
        } else if (plan.backingOff() > 0) {
            Timeline.Timer timer = timer(plan.next());
            state = new BackingOff(plan.next(), plan.backingOff(), timer);
        } else {
            idleUntil(plan.next());
        }
    }

    /** {@code next} is when whoever asks should have asked. */
    private void followUntil(Instant next) {
        Instant at = next.plus(turn.standsInAfter(demand.interval(), patience));
        state = new Following(at, timeline.after(planner.watch(timeline.now(), at), () -> getInLine(at)));
    }

    private void idleUntil(Instant next) {
        state = new Idle(next, timer(next));
    }

    private Timeline.Timer timer(Instant next) {
        return timeline.after(planner.sleep(timeline.now(), next, demand), () -> getInLine(next));
    }

    private void getInLine(Instant planned) {
        assert timeline.onLoop();
        if (together != null) {
            start(new Waiting(planned, with.gate().past(timeline, new AtTheGate())));
            return;
        }
        state = new Waiting(planned, with.gate().enter(timeline, new AtTheGate()));
    }

    private final class AtTheGate implements Gate.Visitor {
        @Override
        public void admitted() {
            // Whoever closed the poller meanwhile has given back the place.
            if (state instanceof Waiting waiting) {
                start(waiting);
            }
        }

        @Override
        public void turnedAway() {
            if (state instanceof Waiting waiting) {
                meters.skipped();
                skipped = due(waiting);
                idleUntil(planner.afterSkip(timeline.now(), demand));
            }
        }
    }

    private void start(Waiting waiting) {
        assert timeline.onLoop();
        Instant now = timeline.now();
        InFlight flight = new InFlight(now, waiting.ticket(), PollSpan.begin(with.tracing(), source, members.size()));
        state = flight;
        polls++;
        late = notNegative(Duration.between(due(waiting), now));
        skipped = null;
        planner.started(waiting.planned(), now);
        flight.bound(timeline.after(patience, () -> timedOut(flight)));
        asking.ask()
                .onComplete(
                        value -> timeline.execute(() -> answered(flight, value)),
                        cause -> timeline.execute(() -> failed(flight, cause)));
    }

    private Instant due(Waiting waiting) {
        Instant before = skipped;
        return before == null ? waiting.planned() : before;
    }

    private void answered(InFlight flight, R value) {
        flight.over();
        if (state == flight) {
            Reading<R> reading = asking.answered(value, timeline.now());
            conclude(flight, reading, reading instanceof Reading.Value ? Outcome.VALUE : Outcome.FAILURE);
        }
    }

    private void failed(InFlight flight, Throwable cause) {
        flight.over();
        if (state == flight) {
            conclude(flight, asking.failed(cause, timeline.now()), Outcome.FAILURE);
        }
    }

    private void timedOut(InFlight flight) {
        flight.bound(timeline.after(patience, flight::over));
        conclude(flight, asking.timedOut(timeline.now()), Outcome.TIMEOUT);
    }

    private void conclude(InFlight flight, Reading<R> reading, Outcome outcome) {
        Duration lasted = notNegative(Duration.between(flight.started(), reading.takenAt()));
        took = lasted;
        meters.ended(outcome, lasted);
        PollSpan.end(flight.span(), reading);
        if (members.size() == 0) {
            // The poll is over, but where it hangs it keeps its place at the upstream.
            state = new Closed();
            close();
            return;
        }
        Snapshot<R> known = know(reading, flight.span());
        turn.tell(known);
        follow(upcoming(known));
        deliver(known);
    }

    private void pushed(R value) {
        assert timeline.onLoop();
        if (members.size() > 0 && turn.mine()) {
            meters.pushed();
            Snapshot<R> known = know(new Reading.Value<>(value, timeline.now()), Span.NONE);
            turn.tell(known);
            deliver(known);
        }
    }

    private Snapshot<R> know(Reading<R> reading, Span by) {
        Snapshot<R> before = snapshot;
        Snapshot<R> after = (before == null ? Snapshot.first(reading) : before.and(reading)).by(by);
        snapshot = after;
        return after;
    }

    private void deliver(Snapshot<R> known) {
        with.meters().delivered(members.size());
        members.deliver(known);
    }

    /** Asks no more and gives back what the source holds; at once, whatever is in flight. */
    Future<Void> close() {
        assert timeline.onLoop();
        PollState before = state;
        state = new Closed();
        before.end();
        members.clear(() -> with.meters().left());
        subscribers = 0;
        with.closed().accept(this);
        return asking.close();
    }

    /** The source as tables show it. */
    SourceStatus status() {
        Snapshot<R> known = snapshot;
        Reading.Value<R> good = known == null ? null : known.lastGood();
        return new SourceStatus(
                key,
                source.upstream(),
                demand.interval(),
                subscribers,
                polls,
                known == null ? 0 : known.failures(),
                known == null ? null : known.latest().takenAt(),
                good == null ? null : good.takenAt(),
                known == null ? null : known.failure().orElse(null),
                took,
                late,
                state.label());
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** What the upstream said in the latest poll; empty if that failed, or its words were not kept. */
    Optional<Quoted> quoted() {
        Snapshot<R> known = snapshot;
        Duration lasted = took;
        return known != null
                        && known.latest() instanceof Reading.Value<R> value
                        && value.value() instanceof Quotable words
                        && !words.quote().isEmpty()
                ? Optional.of(new Quoted(
                        words.quote(),
                        value.takenAt().minus(lasted == null ? Duration.ZERO : lasted),
                        demand.interval()))
                : Optional.empty();
    }

    /** Whether the latest reading is a failure. */
    boolean failing() {
        Snapshot<R> known = snapshot;
        return known != null && known.failures() > 0;
    }

    /** When the latest value was taken, in milliseconds of the epoch; {@link Long#MAX_VALUE} if there is none. */
    long lastGoodMillis() {
        Snapshot<R> known = snapshot;
        Reading.Value<R> good = known == null ? null : known.lastGood();
        return good == null ? Long.MAX_VALUE : good.takenAt().toEpochMilli();
    }
}
