package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explanation.ChangePart;

/** One change as a line. */
final class ChangeText {

    private ChangeText() {}

    static String of(ChangePart change) {
        String what = what(change);
        return change.why().isEmpty() ? what : what + ": " + change.why();
    }

    private static String what(ChangePart change) {
        return switch (change.what()) {
            case "replicas" -> change.from() + " -> " + change.to() + " replicas " + by(change.by());
            case "jobs" -> Words.count(change.to() == null ? 0 : change.to(), "Job", "Jobs") + " made";
            case "active" -> "became active";
            case "inactive" -> "became inactive";
            case "error" -> "errors began";
            case "error-over" -> "errors ended";
            case "fallback" -> "fallback set in";
            case "fallback-over" -> "fallback ended";
            case "paused" -> "paused";
            case "resumed" -> "no longer paused";
            default -> change.what();
        };
    }

    private static String by(String who) {
        return switch (who) {
            case "weir" -> "by Weir";
            case "hpa" -> "by the HPA";
            default -> "by the HPA or somebody else";
        };
    }
}
