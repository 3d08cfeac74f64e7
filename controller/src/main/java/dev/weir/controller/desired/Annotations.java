package dev.weir.controller.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** KEDA's annotations on an object. */
public final class Annotations {

    public static final String PAUSED = "autoscaling.keda.sh/paused";
    public static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";
    public static final String PAUSED_SCALE_IN = "autoscaling.keda.sh/paused-scale-in";
    public static final String PAUSED_SCALE_OUT = "autoscaling.keda.sh/paused-scale-out";
    public static final String FORCE_ACTIVATION = "autoscaling.keda.sh/force-activation";

    private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");

    private final Map<String, String> values;

    public Annotations(HasMetadata object) {
        Map<String, String> given = object.getMetadata().getAnnotations();
        this.values = given == null ? Map.of() : given;
    }

    /** Present and not spelt false: any other word, and none, counts as true, as for KEDA. */
    public boolean on(String key) {
        String value = values.get(key);
        return value != null && !FALSE.contains(value);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The number of {@link #PAUSED_REPLICAS}; empty if the annotation is absent or names no number of replicas. */
    public OptionalInt pausedReplicas() {
        String value = values.getOrDefault(PAUSED_REPLICAS, "");
        try {
            int replicas = Integer.parseInt(value);
            return replicas < 0 ? OptionalInt.empty() : OptionalInt.of(replicas);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** The annotations that pause something, spelt as in manifests. */
    public List<String> pausing() {
        return Stream.of(PAUSED, PAUSED_REPLICAS, PAUSED_SCALE_IN, PAUSED_SCALE_OUT)
                .filter(key -> key.equals(PAUSED_REPLICAS) ? has(key) : on(key))
                .toList();
    }

    /** The words between the commas of a value, untrimmed as by KEDA; none if the annotation is absent. */
    public Set<String> list(String key) {
        return Set.copyOf(Arrays.asList(values.getOrDefault(key, "").split(",")));
    }

    /** Whether everything stands still. */
    public boolean paused() {
        return has(PAUSED_REPLICAS) || on(PAUSED);
    }
}
