package dev.weir.controller.desired;

import dev.weir.controller.api.DeadBandPercent;
import dev.weir.controller.api.HalfLifeSeconds;
import dev.weir.controller.api.PanicWindow;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.controller.api.SlewLimit;
import dev.weir.controller.api.SlewPerMinute;
import dev.weir.controller.api.SmoothingConfig;
import dev.weir.controller.api.TriggerConfig;
import dev.weir.controller.api.WeirConfig;
import dev.weir.controller.decision.SmoothingPolicy;
import dev.weir.controller.decision.SmoothingPolicy.Panic;
import dev.weir.controller.decision.SmoothingPolicy.Problem;
import dev.weir.controller.decision.SmoothingPolicy.Slew;
import dev.weir.controller.decision.SmoothingPolicy.UpDown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the metrics of one object are smoothed.
 *
 * @param object of each trigger that has none of its own; with a formula of what it makes of them
 * @param triggers by the name of a trigger; with a formula of what it says to that
 */
public record Smoothings(SmoothingPolicy object, Map<String, SmoothingPolicy> triggers) {

    public static final Smoothings NONE = new Smoothings(SmoothingPolicy.OFF, Map.of());

    private static final String PATH = "spec.advanced.weir";
    private static final int DEFAULT_STABLE_SECONDS = 60;
    private static final int DEFAULT_THRESHOLD_PERCENT = 200;

    /** The default of the panic window is so small a part of the stable one. */
    private static final int STABLE_OVER_PANIC = 10;

    public Smoothings {
        triggers = Map.copyOf(triggers);
    }

    /** How a trigger of this name, if it has one, is smoothed. */
    public SmoothingPolicy of(@Nullable String trigger, boolean formula) {
        SmoothingPolicy own = trigger == null ? null : triggers.get(trigger);
        return own == null ? formula ? SmoothingPolicy.OFF : object : own;
    }

    /** Empty if something is wrong; then {@code flaws} has heard everything that is. */
    public static Optional<Smoothings> read(@Nullable ScaledObjectSpec spec, Modifiers.Flaws flaws) {
        if (spec == null || spec.getAdvanced() == null) {
            return Optional.of(NONE);
        }
        List<ScaleTrigger> triggers = spec.getTriggers() == null ? List.of() : spec.getTriggers();
        return read(spec.getAdvanced().getWeir(), triggers, Modifiers.used(spec), flaws);
    }

    /** The same for any kind of object that has triggers. */
    static Optional<Smoothings> read(
            @Nullable WeirConfig given, List<ScaleTrigger> triggers, boolean formula, Modifiers.Flaws flaws) {
        if (given == null) {
            return Optional.of(NONE);
        }
        List<String> wrong = new ArrayList<>();
        Modifiers.Flaws noted = (path, message) -> {
            wrong.add(path);
            flaws.add(path, message);
        };
        SmoothingPolicy object = ofObject(given.getSmoothing(), triggers, formula, noted);
        Map<String, SmoothingPolicy> byName = new LinkedHashMap<>();
        Map<String, TriggerConfig> named = given.getTriggers() == null ? Map.of() : given.getTriggers();
        named.forEach((name, config) -> {
            String path = PATH + ".triggers." + name;
            known(name, path, triggers, noted);
            if (config != null && config.getSmoothing() != null) {
                byName.put(name, policy(config.getSmoothing(), path + ".smoothing", noted));
            }
        });
        return wrong.isEmpty() ? Optional.of(new Smoothings(object, byName)) : Optional.empty();
    }

    private static SmoothingPolicy ofObject(
            @Nullable SmoothingConfig given, List<ScaleTrigger> triggers, boolean formula, Modifiers.Flaws flaws) {
        if (given == null) {
            return SmoothingPolicy.OFF;
        }
        String path = PATH + ".smoothing";
        if (!formula
                && !triggers.isEmpty()
                && triggers.stream().allMatch(trigger -> ResourceMetric.isOf(trigger.getType()))) {
            flaws.add(path, "needs a trigger that is not cpu or memory, whose metrics do not come from Weir");
        }
        return policy(given, path, flaws);
    }

    private static void known(String name, String path, List<ScaleTrigger> triggers, Modifiers.Flaws flaws) {
        List<ScaleTrigger> called = triggers.stream()
                .filter(trigger -> name.equals(trigger.getName()))
                .toList();
        if (called.isEmpty()) {
            List<String> names = triggers.stream()
                    .filter(trigger -> !ResourceMetric.isOf(trigger.getType()))
                    .map(ScaleTrigger::getName)
                    .filter(Objects::nonNull)
                    .toList();
            flaws.add(path, "is the name of no trigger; accepted are those that spec.triggers names: " + names);
        } else if (called.stream().anyMatch(trigger -> ResourceMetric.isOf(trigger.getType()))) {
            flaws.add(path, "is a trigger of cpu or memory, which the HPA measures by itself");
        }
    }

    /** One of a manifest; off if it is not right, and then {@code flaws} has heard why. */
    private static SmoothingPolicy policy(SmoothingConfig given, String path, Modifiers.Flaws flaws) {
        SlewPerMinute slew = given.getSlewPerMinute() == null ? new SlewPerMinute() : given.getSlewPerMinute();
        Integer median = given.getMedian();
        UpDown halfLife = halfLife(given.getHalfLifeSeconds());
        UpDown deadBand = deadBand(given.getDeadBandPercent());
        Slew up = slew(slew.getUp(), path + ".slewPerMinute.up", flaws);
        Slew down = slew(slew.getDown(), path + ".slewPerMinute.down", flaws);
        Panic panic = panic(given.getPanic());
        List<Problem> problems = SmoothingPolicy.problems(median, halfLife, deadBand, up, down, panic);
        problems.forEach(problem -> flaws.add(path + "." + problem.field(), problem.message()));
        return problems.isEmpty()
                ? new SmoothingPolicy(median, halfLife, deadBand, up, down, panic)
                : SmoothingPolicy.OFF;
    }

    private static UpDown halfLife(@Nullable HalfLifeSeconds given) {
        return given == null ? UpDown.NEITHER : new UpDown(given.getUp(), given.getDown());
    }

    private static UpDown deadBand(@Nullable DeadBandPercent given) {
        return given == null ? UpDown.NEITHER : new UpDown(given.getUp(), given.getDown());
    }

    private static @Nullable Slew slew(@Nullable SlewLimit given, String path, Modifiers.Flaws flaws) {
        return given == null ? null : new Slew(given.getPercent(), amount(given.getAmount(), path, flaws));
    }

    /** In place of what is no amount any other is returned: the rest is to be looked at all the same. */
    private static @Nullable Double amount(@Nullable String given, String path, Modifiers.Flaws flaws) {
        if (given == null) {
            return null;
        }
        try {
            double amount = Double.parseDouble(given);
            if (amount > 0 && Double.isFinite(amount)) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        flaws.add(path + ".amount", "is \"" + given + "\"; accepted is a number greater than 0, such as 2.5");
        return 1.0;
    }

    private static @Nullable Panic panic(@Nullable PanicWindow given) {
        if (given == null) {
            return null;
        }
        int stable = orElse(given.getStableWindowSeconds(), DEFAULT_STABLE_SECONDS);
        return new Panic(
                stable,
                orElse(given.getPanicWindowSeconds(), Math.max(1, stable / STABLE_OVER_PANIC)),
                orElse(given.getThresholdPercent(), DEFAULT_THRESHOLD_PERCENT));
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
