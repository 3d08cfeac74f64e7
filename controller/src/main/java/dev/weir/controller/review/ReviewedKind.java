package dev.weir.controller.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds that the API server asks about, each at a path of its own. */
public enum ReviewedKind {
    SCALED_OBJECT("keda.sh", "ScaledObject"),
    SCALED_JOB("keda.sh", "ScaledJob"),
    TRIGGER_AUTHENTICATION("keda.sh", "TriggerAuthentication"),
    CLUSTER_TRIGGER_AUTHENTICATION("keda.sh", "ClusterTriggerAuthentication"),
    CLOUD_EVENT_SOURCE("eventing.keda.sh", "CloudEventSource"),
    CLUSTER_CLOUD_EVENT_SOURCE("eventing.keda.sh", "ClusterCloudEventSource");

    private static final Map<String, ReviewedKind> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toMap(ReviewedKind::path, Function.identity()));

    private final String group;
    private final String kind;

    ReviewedKind(String group, String kind) {
        this.group = group;
        this.kind = kind;
    }

    /** The kind that is asked about at a path, as KEDA has them. */
    public static Optional<ReviewedKind> at(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** Where it is asked about. */
    public String path() {
        return "/validate-" + group.replace('.', '-') + "-v1alpha1-" + kind.toLowerCase(Locale.ROOT);
    }

    String apiVersion() {
        return group + "/v1alpha1";
    }

    /** As manifests spell it. */
    public String kind() {
        return kind;
    }
}
