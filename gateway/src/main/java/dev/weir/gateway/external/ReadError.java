package dev.weir.gateway.external;

import dev.weir.cache.board.Published;
import dev.weir.gateway.http.StatusReply;

/** What readers are told instead of a value, in the words that KEDA's clients know. */
final class ReadError {

    private static final String PREFIX = "rpc error: code = Unknown desc = error when getting metric values ";

    private ReadError() {}

    static StatusReply because(String cause) {
        return StatusReply.failure(PREFIX + cause);
    }

    /** KEDA's words, and after them why. */
    static StatusReply failed(String requested, String why) {
        return because("metric:" + requested + " encountered error: " + why);
    }

    static StatusReply unknown(String requested) {
        return because("no matching metrics found for " + requested);
    }

    static StatusReply expired(String requested, Published.Metric metric) {
        return failed(
                requested,
                "the last value, taken at " + metric.takenAt() + ", has been too old since " + metric.goodUntil());
    }

    static StatusReply neverAnswered(String requested) {
        return failed(requested, "its source has not answered yet");
    }

    static StatusReply tooManyWaiting(String requested) {
        return failed(requested, "its source has not answered yet and too many readers wait already");
    }

    static StatusReply notAcceptable() {
        return new StatusReply(
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json, application/yaml,"
                        + " application/vnd.kubernetes.protobuf");
    }
}
