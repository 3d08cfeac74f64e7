package dev.weir.controller.explain;

import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.explain.Explanation.FormulaInput;
import dev.weir.controller.explain.Explanation.FormulaPart;
import dev.weir.controller.formula.Result;
import dev.weir.controller.metricsplane.FormulaReplay;
import dev.weir.controller.metricsplane.ObjectState.CompositeState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The steps of a formula. */
final class FormulaParts {

    private FormulaParts() {}

    /** @param served what readers get of it; null while nothing is known */
    static FormulaPart of(Modifiers modifiers, FormulaReplay replay, @Nullable CompositeState served, Parts parts) {
        Result result = replay.result();
        String error = served == null ? "" : Objects.requireNonNullElse(served.error(), "");
        Instant takenAt = served == null ? null : served.takenAt();
        return new FormulaPart(
                replay.text(),
                replay.inputs().stream()
                        .map(input -> new FormulaInput(input.name(), input.index(), input.value()))
                        .toList(),
                number(result),
                served == null || takenAt == null ? null : ObjectMetrics.finite(served.value()),
                takenAt == null ? null : parts.age(takenAt),
                error.isEmpty() ? problem(result) : error,
                modifiers.metric().target().value(),
                modifiers.metric().type().name(),
                modifiers.activationTarget(),
                served != null && served.fallback());
    }

    /** Null where it comes to no number. */
    static @Nullable Double number(Result result) {
        return result instanceof Result.Value value ? ObjectMetrics.finite(value.number()) : null;
    }

    /** Why it comes to no number; empty if it does. */
    static String problem(Result result) {
        if (result instanceof Result.Failed failed) {
            return failed.problem().reason() + " (line " + failed.problem().line() + ", column "
                    + failed.problem().column() + ")";
        }
        if (result == Result.Nil.NIL) {
            return "comes to nil";
        }
        return number(result) == null ? "comes to no finite number" : "";
    }
}
