package dev.weir.controller.admission;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has no effect in a ScaledObject, and is accepted all the same. */
public final class ScaledObjectHints {

    private ScaledObjectHints() {}

    /** Sentences by the path that they are about. */
    public static Map<String, String> of(ScaledObject object) {
        Map<String, String> hints = new TreeMap<>();
        ScaledObjectSpec spec = object.getSpec();
        if (spec == null
                || spec.getMinReplicaCount() == null
                || spec.getMinReplicaCount() <= 0
                || spec.getIdleReplicaCount() != null) {
            return hints;
        }
        String why = " has no effect: minReplicaCount is " + spec.getMinReplicaCount()
                + ", so nothing is scaled to zero or from it";
        List<String> fields = new ArrayList<>();
        if (spec.getPollingInterval() != null && !cached(spec)) {
            fields.add("pollingInterval");
        }
        if (spec.getCooldownPeriod() != null) {
            fields.add("cooldownPeriod");
        }
        fields.forEach(field -> hints.put("spec." + field, "of " + seconds(spec, field) + " s" + why));
        return hints;
    }

    private static int seconds(ScaledObjectSpec spec, String field) {
        Integer given = field.equals("cooldownPeriod") ? spec.getCooldownPeriod() : spec.getPollingInterval();
        return given == null ? 0 : given;
    }

    private static boolean cached(ScaledObjectSpec spec) {
        return spec.getTriggers() != null
                && spec.getTriggers().stream().anyMatch(trigger -> Boolean.TRUE.equals(trigger.getUseCachedMetrics()));
    }
}
