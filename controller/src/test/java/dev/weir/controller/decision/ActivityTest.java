package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.decision.TriggerResult.Metric;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ActivityTest {

    @TestFactory
    Stream<DynamicTest> combinesTriggers() {
        return Cases.in("decision/activity/combine.yaml", ActivityTest::check);
    }

    private static void check(Fields row) {
        Activity activity = Activity.combine(
                row.maps("triggers").stream().map(ActivityTest::trigger).toList());
        if (row.has("formula")) {
            Fields formula = row.map("formula");
            activity = activity.withFormula(formula.decimal("result"), formula.decimal("activation"));
        }

        Fields then = row.map("then");
        assertEquals(
                new Activity(
                        then.flag("active"),
                        then.flag("error"),
                        then.flag("fallback"),
                        then.list("metrics").stream().map(Object::toString).toList(),
                        then.list("errors").stream().map(Object::toString).toList()),
                activity);
        then.assertAllRead();
    }

    private static TriggerResult trigger(Fields given) {
        if (given.flag("resource")) {
            return TriggerResult.ofResource();
        }
        if (given.has("failed")) {
            return TriggerResult.failed(given.text("failed"));
        }
        return TriggerResult.of(
                given.list("metrics").stream().map(m -> metric((String) m)).toList());
    }

    /** "name", "name active", "name fallback" or "name failed"; a failed one gives its name as the error. */
    private static Metric metric(String words) {
        String name = words.split(" ")[0];
        return words.endsWith(" failed")
                ? new Metric.Failed(name, name)
                : new Metric.Answered(name, words.endsWith(" active"), words.endsWith(" fallback"));
    }
}
