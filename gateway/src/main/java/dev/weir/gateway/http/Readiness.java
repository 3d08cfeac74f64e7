package dev.weir.gateway.http;

/**
 * Whether readers should be sent here.
 *
 * @param ready true if what is served is fresh
 * @param reason a sentence for whoever asks why not
 */
public record Readiness(boolean ready, String reason) {

    public static Readiness yes() {
        return new Readiness(true, "ok");
    }

    public static Readiness no(String reason) {
        return new Readiness(false, reason);
    }
}
