package dev.weir.controller.controlplane;

import dev.weir.controller.api.Condition;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.EventRecorder.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What is said of an object whose manifest is all right. */
final class Readiness {

    private Readiness() {}

    /** What is wrong without stopping anything is said beside what is right, and once as an event. */
    static void say(HasMetadata object, Verdict ready, List<String> notes, Draft<?> draft, EventRecorder events) {
        String before = draft.condition("Ready").map(Condition::getMessage).orElse(null);
        String noted = String.join("; ", notes);
        String message = notes.isEmpty() ? ready.message() : ready.message() + "; but " + noted;
        draft.condition("Ready", new Verdict(ready.status(), ready.reason(), message));
        if (!notes.isEmpty() && !message.equals(before)) {
            events.record(object, Kind.Warning, "KEDAScalerInfo", noted);
        }
    }
}
