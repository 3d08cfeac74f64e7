package dev.weir.controller.review;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One question of the API server, as trees: nothing in them has been checked.
 *
 * @param uid by which the answer is told from others
 * @param operation CREATE, UPDATE, DELETE or CONNECT
 * @param dryRun whether nothing will be written
 * @param namespace empty for what has none
 * @param object as it would be; empty where it goes
 * @param old as it is; empty where it is new
 */
record Review(
        String uid,
        ReviewedKind kind,
        String operation,
        boolean dryRun,
        String namespace,
        Map<?, ?> object,
        Map<?, ?> old) {

    private static final int LONGEST_UID = 256;

    /** @throws UnreadableReviewException if the body is no AdmissionReview of version 1 */
    static Review read(ReviewedKind kind, String body) throws UnreadableReviewException {
        if (!(JsonTree.of(body) instanceof Map<?, ?> review)
                || !"AdmissionReview".equals(review.get("kind"))
                || !"admission.k8s.io/v1".equals(review.get("apiVersion"))) {
            throw new UnreadableReviewException("the body is no AdmissionReview of admission.k8s.io/v1");
        }
        if (!(review.get("request") instanceof Map<?, ?> request)) {
            throw new UnreadableReviewException("request is missing or no map");
        }
        String uid = text(request, "uid");
        if (uid.isEmpty() || uid.length() > LONGEST_UID) {
            throw new UnreadableReviewException(
                    "request.uid must be a text of 1 to " + LONGEST_UID + " characters, so that it can be answered");
        }
        return new Review(
                uid,
                kind,
                text(request, "operation"),
                Boolean.TRUE.equals(request.get("dryRun")),
                text(request, "namespace"),
                map(request, "object"),
                map(request, "oldObject"));
    }

    /** Whether there is something to judge. Who deletes is never refused. */
    boolean isLookedAt() {
        return isCreate() || operation.equals("UPDATE") && !onlyMarks();
    }

    boolean isCreate() {
        return operation.equals("CREATE");
    }

    boolean sameSpec() {
        return !isCreate() && Objects.equals(object.get("spec"), old.get("spec"));
    }

    /**
     * Whether all that this update does is to put marks on the object or to take them away, so that it can go, and can be
     * looked after: its spec is there already, right or wrong.
     */
    private boolean onlyMarks() {
        int before = finalizers(old);
        int after = finalizers(object);
        boolean letsGo = kind == ReviewedKind.SCALED_OBJECT ? after < before : before == 1 && after == 0;
        return sameSpec() && (letsGo || after > before);
    }

    private static int finalizers(Map<?, ?> tree) {
        return map(tree, "metadata").get("finalizers") instanceof List<?> list ? list.size() : 0;
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    private static Map<?, ?> map(Map<?, ?> tree, String name) {
        @Nullable Object value = tree.get(name);
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
