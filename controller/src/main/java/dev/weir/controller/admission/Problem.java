package dev.weir.controller.admission;

/**
 * One thing that is wrong with an object.
 *
 * @param path where, as one would write it in a manifest: {@code spec.triggers[1].name}
 * @param message what was given and what would be accepted, without the path; never a secret
 */
public record Problem(String path, String message, Reason reason) {

    /** Path and message as one sentence. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
