package dev.weir.controller.admission;

import dev.weir.controller.api.CloudEventDestination;
import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventType;
import dev.weir.controller.api.EventSubscription;
import dev.weir.scalers.auth.Url;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a CloudEventSource or ClusterCloudEventSource must fulfil by itself. */
public final class CloudEventSourceRules {

    private static final String DESTINATION = "spec.destination";
    private static final String SUBSCRIPTION = "spec.eventSubscription";

    private CloudEventSourceRules() {}

    /** Every problem; empty if there is none. */
    public static List<Problem> problems(@Nullable CloudEventSourceSpec spec) {
        List<Problem> problems = new ArrayList<>();
        destination(spec == null ? null : spec.getDestination(), problems);
        if (spec != null && spec.getEventSubscription() != null) {
            subscription(spec.getEventSubscription(), problems);
        }
        return List.copyOf(problems);
    }

    private static void destination(@Nullable CloudEventDestination given, List<Problem> problems) {
        if (given != null && given.getHttp() != null) {
            address(DESTINATION + ".http.uri", given.getHttp().getUri(), problems);
        } else if (given != null && given.getAzureEventGridTopic() != null) {
            address(
                    DESTINATION + ".azureEventGridTopic.endpoint",
                    given.getAzureEventGridTopic().getEndpoint(),
                    problems);
        } else {
            problems.add(new Problem(
                    DESTINATION,
                    "is missing; accepted is one of http, azureEventGridTopic",
                    Reason.INCORRECT_DESTINATION));
        }
    }

    private static void address(String path, @Nullable String given, List<Problem> problems) {
        try {
            Url.parse(given == null ? "" : given);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(path, String.valueOf(e.getMessage()), Reason.INCORRECT_DESTINATION));
        }
    }

    private static void subscription(EventSubscription given, List<Problem> problems) {
        List<String> included = orNone(given.getIncludedEventTypes());
        List<String> excluded = orNone(given.getExcludedEventTypes());
        if (!included.isEmpty() && !excluded.isEmpty()) {
            problems.add(problem(
                    SUBSCRIPTION,
                    "has includedEventTypes and excludedEventTypes; give one of the two, or none for all types"));
        }
        types(SUBSCRIPTION + ".includedEventTypes", included, problems);
        types(SUBSCRIPTION + ".excludedEventTypes", excluded, problems);
    }

    private static void types(String path, List<String> types, List<Problem> problems) {
        for (int i = 0; i < types.size(); i++) {
            if (CloudEventType.of(types.get(i)).isEmpty()) {
                problems.add(problem(
                        path + "[" + i + "]",
                        "is \"" + types.get(i) + "\"; accepted is one of " + String.join(", ", CloudEventType.all())));
            }
        }
    }

    private static Problem problem(String path, String message) {
        return new Problem(path, message, Reason.INCORRECT_EVENT_SUBSCRIPTION);
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
