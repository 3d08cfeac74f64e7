package dev.weir.scalers.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trigger as written in an object, with its credentials and environment resolved.
 *
 * @param objectKind {@code ScaledObject} or {@code ScaledJob}
 * @param index position in {@code spec.triggers}, from 0
 * @param name the trigger's own name, or null
 * @param metadata parameters from the manifest
 * @param authParams parameters from a TriggerAuthentication; secret
 * @param env environment of the target's container, for {@code …FromEnv} parameters; secret
 * @param podIdentity identity provider and its settings, {@link PodIdentity#NONE} where there is none
 * @param metricType the trigger's metricType as written, or null
 * @param composite whether scalingModifiers are in use, so that the trigger's own target does not matter
 */
public record TriggerSpec(
        String objectKind,
        String namespace,
        String objectName,
        int index,
        @Nullable String name,
        String type,
        Map<String, String> metadata,
        Map<String, String> authParams,
        Map<String, String> env,
        PodIdentity podIdentity,
        @Nullable String metricType,
        boolean composite) {

    public TriggerSpec {
        metadata = Map.copyOf(metadata);
        authParams = Map.copyOf(authParams);
        env = Map.copyOf(env);
    }

    /** The same trigger with other credentials and another environment. */
    public TriggerSpec with(Map<String, String> otherAuthParams, Map<String, String> otherEnv) {
        return new TriggerSpec(
                objectKind,
                namespace,
                objectName,
                index,
                name,
                type,
                metadata,
                otherAuthParams,
                otherEnv,
                podIdentity,
                metricType,
                composite);
    }

    /** The trigger in words, for messages: {@code trigger 0 (rabbitmq)}. */
    public String label() {
        return "trigger " + index + " (" + type + (name == null ? ")" : ", \"" + name + "\")");
    }

    /** Names only what is no secret. */
    @Override
    public String toString() {
        return "TriggerSpec[" + objectKind + " " + namespace + "/" + objectName + ", " + label() + "]";
    }
}
