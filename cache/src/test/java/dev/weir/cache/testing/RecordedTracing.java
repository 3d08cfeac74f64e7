package dev.weir.cache.testing;

import dev.weir.cache.trace.Span;
import dev.weir.cache.trace.Tracing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps every span, for tests of what is told. */
public final class RecordedTracing implements Tracing {

    private final List<Recorded> spans = new CopyOnWriteArrayList<>();

    /** A span and all that was said of it. */
    public static final class Recorded implements Span {
        public final String name;
        public final @Nullable Recorded parent;
        public final List<Span> others;
        public final Map<String, Object> told = new ConcurrentHashMap<>();
        public volatile @Nullable String failure;
        public volatile int ends;
        private final List<Recorded> spans;

        private Recorded(String name, @Nullable Recorded parent, List<Span> others, List<Recorded> spans) {
            this.name = name;
            this.parent = parent;
            this.others = List.copyOf(others);
            this.spans = spans;
            spans.add(this);
        }

        @Override
        public boolean seen() {
            return true;
        }

        @Override
        public Span next(String next, List<Span> also) {
            return new Recorded(next, this, also, spans);
        }

        @Override
        public void tell(String key, String value) {
            told.put(key, value);
        }

        @Override
        public void tell(String key, long value) {
            told.put(key, value);
        }

        @Override
        public void failed(String message) {
            failure = message;
        }

        @Override
        public synchronized void end() {
            ends++;
        }

        @Override
        public String toString() {
            return name + told;
        }
    }

    @Override
    public Span begin(String name) {
        return new Recorded(name, null, List.of(), spans);
    }

    /** The spans of this name, in the order in which they began. */
    public List<Recorded> named(String name) {
        return spans.stream().filter(span -> span.name.equals(name)).toList();
    }

    public List<Recorded> all() {
        return List.copyOf(spans);
    }
}
