package dev.weir.gateway.passthrough;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that are given again while they are young, bounded in number and bytes; the oldest leave first. They are shared by
 * all who ask: whoever comes this far may read exactly this metric of this namespace. Owned by one event loop.
 */
final class Kept {

    private static final int MAX_ANSWERS = 10_000;
    private static final long MAX_BYTES = 32L << 20;

    private record Entry(Answer answer, long atMillis, long bytes) {}

    private final long keepMillis;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /** @param keep how long; zero for not at all */
    Kept(Duration keep) {
        this.keepMillis = keep.toMillis();
    }

    /** @param what is asked */
    Optional<Answer> find(String what, long nowMillis) {
        Entry entry = entries.get(what);
        if (entry == null) {
            return Optional.empty();
        }
        long age = nowMillis - entry.atMillis;
        if (age < 0 || age >= keepMillis) {
            drop(what);
            return Optional.empty();
        }
        return Optional.of(entry.answer.aged(age / 1_000));
    }

    /** Keeps an answer, if it is one that says a value. */
    void put(String what, Answer answer, long nowMillis) {
        long size = 2L * what.length() + answer.body().length() + 256;
        if (keepMillis == 0 || answer.code() != 200 || size > MAX_BYTES / 4) {
            return;
        }
        drop(what);
        entries.put(what, new Entry(answer, nowMillis, size));
        bytes += size;
        while (entries.size() > MAX_ANSWERS || bytes > MAX_BYTES) {
            drop(entries.keySet().iterator().next());
        }
    }

    private void drop(String what) {
        Entry gone = entries.remove(what);
        if (gone != null) {
            bytes -= gone.bytes;
        }
    }

    int size() {
        return entries.size();
    }
}
