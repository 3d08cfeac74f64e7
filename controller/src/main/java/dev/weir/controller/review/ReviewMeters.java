package dev.weir.controller.review;

import dev.weir.controller.admission.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts reviews, of ScaledObjects under KEDA's names. Who asks may name any namespace, so only so many are told apart; the
 * others count under the empty one.
 */
final class ReviewMeters {

    private static final int MOST_NAMESPACES = 5_000;

    private final MeterRegistry registry;
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

    ReviewMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What came of a review. */
    void reviewed(Review review, Verdict verdict) {
        Counter.builder("weir.admission.reviews")
                .description("Objects that the API server asked about")
                .tag("kind", review.kind().kind())
                .tag("outcome", verdict.allowed() ? "allowed" : "refused")
                .register(registry)
                .increment();
        if (review.kind() == ReviewedKind.SCALED_OBJECT && review.isLookedAt()) {
            validated(review, verdict.problems());
        }
    }

    /** Of several problems with one reason there is one count. */
    private void validated(Review review, List<Problem> problems) {
        String action = review.isCreate() ? "create" : "update";
        String namespace = known(review.namespace());
        registry.counter("keda.webhook.scaled.object.validations", "namespace", namespace, "action", action)
                .increment();
        problems.stream()
                .map(problem -> problem.reason().label())
                .distinct()
                .forEach(reason -> registry.counter(
                                "keda.webhook.scaled.object.validation.errors",
                                "namespace",
                                namespace,
                                "action",
                                action,
                                "reason",
                                reason)
                        .increment());
    }

    /** Something could not be looked at, and the object was accepted without it. */
    void unseen(String why) {
        Counter.builder("weir.admission.unseen")
                .description("Reviews whose object was accepted though a rule could not be asked")
                .tag("why", why)
                .register(registry)
                .increment();
    }

    private String known(String namespace) {
        if (!namespaces.contains(namespace) && namespaces.size() < MOST_NAMESPACES) {
            namespaces.add(namespace);
        }
        return namespaces.contains(namespace) ? namespace : "";
    }
}
