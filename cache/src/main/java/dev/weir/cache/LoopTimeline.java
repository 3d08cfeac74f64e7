package dev.weir.cache;

import dev.weir.cache.pace.Timeline;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
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
     * One timeline per event loop of the default pool size; with a smaller pool some share a thread, which does no harm.
     * Only Vert.x's own interface makes a context without deploying a verticle.
     */
    static List<Timeline> of(Vertx vertx, InstantSource clock) {
        VertxInternal internal = (VertxInternal) vertx;
        return Stream.generate(internal::createEventLoopContext)
                .limit(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE)
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
