package dev.weir.cache.cluster;

import dev.weir.cache.pace.Timeline;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What one timeline has to say to the others, a few milliseconds of it in one message. It holds at most
 * {@value #FULL_BYTES} bytes and one entry for each receiver; what is more is sent at once.
 */
final class Outbox {

    static final int FULL_BYTES = 64 * 1024;
    private static final Duration GATHERING = Duration.ofMillis(5);
    private static final String ALL = "";

    /** A message under way to one member, or to all. */
    private record Bundle(int kind, String to) {}

    private final Timeline timeline;
    private final Fleet fleet;
    private final BiConsumer<Integer, Buffer> watcher;
    private final Map<Bundle, BytesOut> gathered = new HashMap<>();
    private boolean planned;

    /** {@code watcher} is told of each message that goes out. */
    Outbox(Timeline timeline, Fleet fleet, BiConsumer<Integer, Buffer> watcher) {
        this.timeline = timeline;
        this.fleet = fleet;
        this.watcher = watcher;
    }

    void toAll(int kind, Consumer<BytesOut> entry) {
        to(ALL, kind, entry);
    }

    void to(String member, int kind, Consumer<BytesOut> entry) {
        assert timeline.onLoop();
        Bundle bundle = new Bundle(kind, member);
        BytesOut out = gathered.computeIfAbsent(bundle, one -> Messages.begin(kind, timeline.now()));
        entry.accept(out);
        if (out.buffer().length() >= FULL_BYTES) {
            gathered.remove(bundle);
            send(bundle, out.buffer());
        } else if (!planned) {
            planned = true;
            timeline.after(GATHERING, this::sendAll);
        }
    }

    private void sendAll() {
        planned = false;
        gathered.forEach((bundle, out) -> send(bundle, out.buffer()));
        gathered.clear();
    }

    private void send(Bundle bundle, Buffer message) {
        watcher.accept(bundle.kind(), message);
        if (bundle.to().equals(ALL)) {
            fleet.toAll(message);
        } else {
            fleet.to(bundle.to(), message);
        }
    }
}
