package dev.weir.controller.metricsplane;

import dev.weir.controller.kube.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each object and each of its triggers failed, for as long as the object exists: no edit of its manifest and no
 * pause begins a new count, since whoever takes rates of it would lose what went before. Any thread may count and read.
 */
public final class Mishaps {

    private final Map<ObjectKey, OfObject> objects = new ConcurrentHashMap<>();

    OfObject of(ObjectKey key) {
        return objects.computeIfAbsent(key, first -> new OfObject());
    }

    void forget(ObjectKey key) {
        objects.remove(key);
    }

    /** Empty where nothing has been tried yet. */
    public Optional<OfObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** Of one object. */
    public static final class OfObject {

        /** A trigger as edits know it again: of another type it would be another one. */
        private record Which(int index, String type) {}

        private final LongAdder failures = new LongAdder();
        private final Map<Which, OfTrigger> triggers = new ConcurrentHashMap<>();

        /** Its triggers could not be made. */
        void unplanned() {
            failures.increment();
        }

        public OfTrigger trigger(int index, String type) {
            return triggers.computeIfAbsent(new Which(index, type), first -> new OfTrigger(failures));
        }

        /** How often a trigger failed, those included that are gone, or the triggers could not be made. */
        public long failures() {
            return failures.sum();
        }
    }

    /** Of one trigger. */
    public static final class OfTrigger {
        private final LongAdder all;
        private final LongAdder failures = new LongAdder();
        private final LongAdder ignoredEmpties = new LongAdder();
        private final LongAdder refusedEmpties = new LongAdder();

        private OfTrigger(LongAdder all) {
            this.all = all;
        }

        void failed() {
            failures.increment();
            all.increment();
        }

        void empty(boolean ignored) {
            (ignored ? ignoredEmpties : refusedEmpties).increment();
        }

        /** How often it had no value when its source was asked. */
        public long failures() {
            return failures.sum();
        }

        /** How often the upstream answered with no value, while {@code ignoreNullValues} was this. */
        public long empties(boolean ignored) {
            return (ignored ? ignoredEmpties : refusedEmpties).sum();
        }
    }
}
