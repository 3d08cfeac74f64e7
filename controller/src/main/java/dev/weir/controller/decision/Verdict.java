package dev.weir.controller.decision;

/**
 * What a condition of an object is to say.
 *
 * @param reason one word, a constant of the API
 * @param message plain words for the reader of the status
 */
public record Verdict(Status status, String reason, String message) {

    /** Constants are spelt as on the wire. */
    public enum Status {
        True,
        False,
        Unknown
    }

    public static Verdict yes(String reason, String message) {
        return new Verdict(Status.True, reason, message);
    }

    public static Verdict no(String reason, String message) {
        return new Verdict(Status.False, reason, message);
    }

    public static Verdict unknown(String reason, String message) {
        return new Verdict(Status.Unknown, reason, message);
    }
}
