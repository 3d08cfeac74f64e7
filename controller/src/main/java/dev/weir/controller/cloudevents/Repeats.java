package dev.weir.controller.cloudevents;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failures that were told already: a reconcile that fails again for the same reason is no news for ten minutes, or until
 * something else is told of the object. For a bounded number of objects; belongs to one thread.
 */
final class Repeats {

    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int OBJECTS = 10_000;
    private static final int FAILURES = 16;

    private final Map<String, Map<String, Instant>> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Instant>> eldest) {
            return size() > OBJECTS;
        }
    };

    boolean holds(Occurrence occurrence) {
        String object = occurrence.kind() + "/" + occurrence.namespace() + "/" + occurrence.name();
        if (!occurrence.type().value().endsWith(".failed.v1")) {
            told.remove(object);
            return false;
        }
        Map<String, Instant> failures = told.computeIfAbsent(object, first -> new HashMap<>());
        String failure = occurrence.reason() + "|" + occurrence.message();
        Instant before = failures.get(failure);
        if (before != null && before.plus(QUIET).isAfter(occurrence.time())) {
            return true;
        }
        if (failures.size() >= FAILURES) {
            failures.clear();
        }
        failures.put(failure, occurrence.time());
        return false;
    }
}
