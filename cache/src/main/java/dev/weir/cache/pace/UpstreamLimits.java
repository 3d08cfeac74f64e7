package dev.weir.cache.pace;

/**
 * What one upstream is asked at most, by all sources together.
 *
 * @param inFlight polls under way at a time, those included that ran past their timeout and never answered
 * @param perSecond polls started per second
 * @param waiting polls that may wait for their turn; one more is skipped and tried again soon
 */
public record UpstreamLimits(int inFlight, int perSecond, int waiting) {

    public UpstreamLimits {
        positive("inFlight", inFlight);
        positive("perSecond", perSecond);
        positive("waiting", waiting);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("upstream limit " + name + " must be positive: " + value);
        }
    }
}
