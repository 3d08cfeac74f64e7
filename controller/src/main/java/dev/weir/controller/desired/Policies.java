package dev.weir.controller.desired;

import dev.weir.controller.api.Fallback;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.ScalePolicy;
import java.time.Duration;
import java.time.Instant;
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

    public static Duration pollingInterval(ScaledObject object) {
        return Duration.ofSeconds(orElse(object.getSpec().getPollingInterval(), DEFAULT_POLLING_SECONDS));
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
