package dev.weir.cache.poll;

import dev.weir.cache.pace.Timeline;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes pushed readings from any thread to the source's loop. It has room for one: a reading that comes before the one
 * before was delivered takes its place, so a source that pushes without end cannot fill the loop's queue.
 */
final class Inbox<R> implements Consumer<R> {

    private final Timeline timeline;
    private final Consumer<R> reader;
    private final AtomicReference<@Nullable R> undelivered = new AtomicReference<>();

    Inbox(Timeline timeline, Consumer<R> reader) {
        this.timeline = timeline;
        this.reader = reader;
    }

    @Override
    public void accept(R reading) {
        if (undelivered.getAndSet(reading) == null) {
            timeline.execute(this::deliver);
        }
    }

    private void deliver() {
        R reading = undelivered.getAndSet(null);
        if (reading != null) {
            reader.accept(reading);
        }
    }
}
