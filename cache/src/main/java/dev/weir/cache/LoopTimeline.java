package dev.weir.cache;

import dev.weir.cache.pace.Timeline;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** A Vert.x event loop as a timeline. */
final class LoopTimeline implements Timeline {

    private final ContextInternal context;
    private final InstantSource clock;

    private LoopTimeline(ContextInternal context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
    }

    /**
     * One timeline for two processors. Of a poll, its connection, and what is made of its answer each belongs to a timeline,
     * and to hand something to the event loop of another one wakes a thread, which costs more than all that is done there: on
     * two processors and four timelines it was two thirds of the processor time of a poll. One thread reads some thousand
     * answers a second. Only Vert.x's own interface makes a context without deploying a verticle.
     */
    static List<Timeline> of(Vertx vertx, InstantSource clock) {
        VertxInternal internal = (VertxInternal) vertx;
        return Stream.generate(internal::createEventLoopContext)
                .limit(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
                .<Timeline>map(context -> new LoopTimeline(context, clock))
                .toList();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(turn -> task.run());
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        // Rounded up: a timer that fires a fraction of a millisecond early would start a poll before its time.
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        long id = context.setTimer(millis, fired -> task.run());
        return () -> context.owner().cancelTimer(id);
    }

    @Override
    public boolean onLoop() {
        return context.inThread();
    }
}
