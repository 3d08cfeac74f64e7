package dev.weir.controller.desired;

import dev.weir.controller.api.Fallback;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.controller.api.ScalingModifiers;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.FormulaException;
import dev.weir.controller.formula.Names;
import dev.weir.controller.formula.Result;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scaling modifiers of an object, compiled: a formula over its named triggers that replaces their metrics by one.
 *
 * @param metric what the HPA is told in place of the triggers' metrics
 * @param activationTarget the object is active while the result is greater
 */
public record Modifiers(Formula formula, MetricSpec metric, double activationTarget) {

    /** The one metric's name, as with KEDA. */
    public static final String COMPOSITE = "composite-metric";

    private static final String PATH = "spec.advanced.scalingModifiers";

    /** Takes what is wrong. */
    @FunctionalInterface
    public interface Flaws {

        /**
         * One thing.
         *
         * @param path where it stands in the manifest
         * @param message what was given and what would be accepted
         */
        void add(String path, String message);
    }

    /** Whether any of it is given; what is missing then is a flaw. */
    public static boolean used(@Nullable ScaledObjectSpec spec) {
        ScalingModifiers given = given(spec);
        return given != null
                && !(text(given.getFormula())
                                + text(given.getTarget())
                                + text(given.getActivationTarget())
                                + text(given.getMetricType()))
                        .isEmpty();
    }

    /** Empty if there are none, or they are not right; then {@code flaws} has heard everything that is wrong. */
    public static Optional<Modifiers> read(@Nullable ScaledObjectSpec spec, Flaws flaws) {
        fallback(spec, flaws);
        ScalingModifiers given = given(spec);
        if (spec == null || given == null || !used(spec)) {
            return Optional.empty();
        }
        Formula formula = formula(text(given.getFormula()), names(spec), flaws);
        Double target = target(text(given.getTarget()), flaws);
        Double activation = activation(text(given.getActivationTarget()), flaws);
        MetricType type = type(text(given.getMetricType()), flaws);
        return formula == null || target == null || activation == null || type == null
                ? Optional.empty()
                : Optional.of(new Modifiers(
                        formula, new MetricSpec(COMPOSITE, type, Quantity.truncated(target)), activation));
    }

    /** The triggers that a formula may name, in the order of the manifest. */
    public static Names names(ScaledObjectSpec spec) {
        List<ScaleTrigger> triggers = spec.getTriggers() == null ? List.of() : spec.getTriggers();
        return Names.of(triggers.stream()
                .map(trigger -> text(trigger.getName()))
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private static void fallback(@Nullable ScaledObjectSpec spec, Flaws flaws) {
        Fallback fallback = spec == null ? null : spec.getFallback();
        ScalingModifiers given = given(spec);
        if (fallback != null
                && FallbackPolicy.Behavior.SCALING_MODIFIERS.wire().equals(fallback.getBehavior())
                && (given == null || text(given.getFormula()).isEmpty())) {
            flaws.add(
                    "spec.fallback.behavior",
                    "is \"" + fallback.getBehavior() + "\", which needs a formula in " + PATH + ".formula");
        }
    }

    private static @Nullable Formula formula(String text, Names names, Flaws flaws) {
        String path = PATH + ".formula";
        if (text.isEmpty()) {
            flaws.add(path, "is missing");
            return null;
        }
        try {
            Formula formula = Formula.compile(text, names);
            if (formula.rehearse() instanceof Result.Failed failed) {
                flaws.add(
                        path,
                        "cannot be evaluated where every trigger says -1: "
                                + failed.problem().getMessage());
                return null;
            }
            return formula;
        } catch (FormulaException e) {
            flaws.add(path, e.getMessage());
            return null;
        }
    }

    private static @Nullable Double target(String text, Flaws flaws) {
        Double target = number(text);
        if (target == null || !(target > 0)) {
            flaws.add(PATH + ".target", said(text) + "; accepted is a number greater than 0, such as 2.5");
            return null;
        }
        return target;
    }

    private static @Nullable Double activation(String text, Flaws flaws) {
        if (text.isEmpty()) {
            return 0.0;
        }
        Double activation = number(text);
        if (activation == null) {
            flaws.add(PATH + ".activationTarget", said(text) + "; accepted is a number such as 2.5");
        }
        return activation;
    }

    private static @Nullable MetricType type(String text, Flaws flaws) {
        if (text.isEmpty() || text.equals(MetricType.AverageValue.name())) {
            return MetricType.AverageValue;
        }
        if (text.equals(MetricType.Value.name())) {
            return MetricType.Value;
        }
        flaws.add(PATH + ".metricType", said(text) + "; accepted are AverageValue and Value");
        return null;
    }

    private static @Nullable Double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String said(String text) {
        return text.isEmpty() ? "is missing" : "is \"" + text + "\"";
    }

    private static @Nullable ScalingModifiers given(@Nullable ScaledObjectSpec spec) {
        return spec == null || spec.getAdvanced() == null
                ? null
                : spec.getAdvanced().getScalingModifiers();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
