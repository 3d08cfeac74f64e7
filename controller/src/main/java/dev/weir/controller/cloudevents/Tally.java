package dev.weir.controller.cloudevents;

import dev.weir.controller.cloudevents.Emissions.Emitted;
import dev.weir.controller.kube.ObjectKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The counts of one line; any thread may read. */
final class Tally {

    /** Where KEDA counts what is in no namespace. */
    private static final String NO_NAMESPACE = "default";

    private record Ended(String sink, String state) {}

    private final ObjectKey source;
    private final Map<Ended, LongAdder> ended = new ConcurrentHashMap<>();
    final AtomicInteger waiting = new AtomicInteger();

    Tally(ObjectKey source) {
        this.source = source;
    }

    void count(String sink, boolean succeeded) {
        ended.computeIfAbsent(new Ended(sink, succeeded ? "emitted" : "failed"), first -> new LongAdder())
                .increment();
    }

    void each(Consumer<Emitted> seen) {
        ended.forEach((how, count) ->
                seen.accept(new Emitted(namespace(), source.name(), how.sink(), how.state(), count.sum())));
    }

    String namespace() {
        return source.namespace().isEmpty() ? NO_NAMESPACE : source.namespace();
    }
}
