package dev.weir.controller.desired;

import dev.weir.controller.api.Fallback;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledJobSpec;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.controller.api.ScalingStrategy;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.JobPolicy;
import dev.weir.controller.decision.ScalePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a manifest to the rules that decisions follow, with KEDA's defaults. */
public final class Policies {

    private static final int DEFAULT_MAX = 100;
    private static final int DEFAULT_COOLDOWN_SECONDS = 300;
    private static final int DEFAULT_POLLING_SECONDS = 30;

    private Policies() {}

    /** The rules of one object. */
    public static ScalePolicy of(ScaledObject object) {
        ScaledObjectSpec spec = object.getSpec();
        Annotations annotations = new Annotations(object);
        return new ScalePolicy(
                spec.getMinReplicaCount(),
                spec.getIdleReplicaCount(),
                orElse(spec.getMaxReplicaCount(), DEFAULT_MAX),
                Duration.ofSeconds(orElse(spec.getCooldownPeriod(), DEFAULT_COOLDOWN_SECONDS)),
                Duration.ofSeconds(orElse(spec.getInitialCooldownPeriod(), 0)),
                fallback(object),
                Instant.parse(object.getMetadata().getCreationTimestamp()),
                annotations.paused(),
                annotations.on(Annotations.PAUSED_SCALE_IN),
                annotations.on(Annotations.PAUSED_SCALE_OUT),
                annotations.on(Annotations.FORCE_ACTIVATION));
    }

    /** The fallback, or null where there is none or its behavior is no word that we know. */
    public static @Nullable FallbackPolicy fallback(ScaledObject object) {
        Fallback given = object.getSpec().getFallback();
        if (given == null) {
            return null;
        }
        Integer failureThreshold = given.getFailureThreshold();
        Integer replicas = given.getReplicas();
        if (failureThreshold == null || replicas == null) {
            return null;
        }
        String behavior = given.getBehavior() == null ? "" : given.getBehavior();
        Integer seconds = given.getLastValueMaxAgeSeconds();
        Duration lastValueFor = seconds == null ? FallbackPolicy.LAST_VALUE_FOR : Duration.ofSeconds(seconds);
        return FallbackPolicy.Behavior.of(behavior)
                .map(known -> new FallbackPolicy(failureThreshold, replicas, known, lastValueFor))
                .orElse(null);
    }

    /** How many Jobs a ScaledJob is to have. */
    public static JobPolicy of(ScaledJob job) {
        ScaledJobSpec spec = job.getSpec();
        ScalingStrategy given = spec.getScalingStrategy() == null ? new ScalingStrategy() : spec.getScalingStrategy();
        return JobPolicy.of(
                orElse(spec.getMinReplicaCount(), 0),
                Optional.ofNullable(spec.getMaxReplicaCount()),
                strategy(given),
                JobPolicy.Calculation.of(orElse(given.getMultipleScalersCalculation(), "")));
    }

    private static JobPolicy.Strategy strategy(ScalingStrategy given) {
        return switch (orElse(given.getStrategy(), "")) {
            case "custom" -> custom(given);
            case "accurate" -> new JobPolicy.Strategy.Accurate();
            case "eager" -> new JobPolicy.Strategy.Eager();
            default -> new JobPolicy.Strategy.Default();
        };
    }

    /** Without a share that is a number, custom is the default, as for KEDA. */
    private static JobPolicy.Strategy custom(ScalingStrategy given) {
        try {
            return new JobPolicy.Strategy.Custom(
                    orElse(given.getCustomScalingQueueLengthDeduction(), 0),
                    Double.parseDouble(orElse(given.getCustomScalingRunningJobPercentage(), "")));
        } catch (NumberFormatException e) {
            return new JobPolicy.Strategy.Default();
        }
    }

    public static Duration pollingInterval(ScaledJob job) {
        return Duration.ofSeconds(orElse(job.getSpec().getPollingInterval(), DEFAULT_POLLING_SECONDS));
    }

    public static Duration pollingInterval(ScaledObject object) {
        return Duration.ofSeconds(orElse(object.getSpec().getPollingInterval(), DEFAULT_POLLING_SECONDS));
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
