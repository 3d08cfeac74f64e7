package dev.weir.controller.kube;

import java.time.Duration;

/** Brings the world nearer to what one object asks for. */
@FunctionalInterface
public interface Reconciler {

    /**
     * Reads everything about the object and writes the difference. Runs on a worker thread, one call per key at a time.
     * What it throws is logged and tried again with back-off.
     */
    Result reconcile(ObjectKey key);

    /** When the object is to be looked at again without any event. */
    sealed interface Result {

        /** Not before something changes. */
        record Done() implements Result {}

        /** After this time, because time alone will change what is to be done. */
        record Again(Duration after) implements Result {}
    }

    static Result done() {
        return new Result.Done();
    }

    static Result again(Duration after) {
        return new Result.Again(after);
    }
}
