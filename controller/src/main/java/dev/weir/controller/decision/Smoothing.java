package dev.weir.controller.decision;

import dev.weir.controller.decision.SmoothingPolicy.Slew;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The smoothed value of one metric, and what has to be remembered for the next one: a fold over its readings, in the order
 * median, mean of the stable window, exponentially weighted mean, dead band, slew limit. Each part is there only if its
 * policy names it. In panic the highest of both windows' means and the value last given out is the value; the three last
 * parts hold nothing back then, and go on from that value afterwards.
 *
 * <p>Time counts, not the number of readings, but for the median. The first reading passes as it is and counts as if it had
 * always been so. What is no number changes nothing, nor does a reading that comes twice. Where the clock was set back no
 * time counts as passed. Immutable, and no larger than the policy makes it.
 */
public final class Smoothing {

    private static final double MINUTE = 60;

    private final SmoothingPolicy policy;
    private final @Nullable Known known;

    private Smoothing(SmoothingPolicy policy, @Nullable Known known) {
        this.policy = policy;
        this.known = known;
    }

    /**
     * @param at of the latest reading
     * @param read what it said
     * @param mean exponentially weighted
     * @param value last given out
     */
    private record Known(
            Instant at,
            double read,
            @Nullable RunningMedian median,
            @Nullable PanicMode panic,
            double mean,
            double value) {}

    /** Of a metric that has not been read yet. */
    public static Smoothing by(SmoothingPolicy policy) {
        return new Smoothing(policy, null);
    }

    public SmoothingPolicy policy() {
        return policy;
    }

    /** What is given out; 0 before the first reading, as a value that is no number is served. */
    public double value() {
        return known == null ? 0 : known.value();
    }

    /** Whether a burst has the word. */
    public boolean panicking() {
        return known != null && known.panic() != null && known.panic().on();
    }

    /** With one more reading, which was taken at this time. */
    public Smoothing after(Instant at, double read) {
        if (!Double.isFinite(read)) {
            return this;
        }
        if (known == null) {
            return new Smoothing(policy, first(at, read));
        }
        return at.equals(known.at()) && read == known.read() ? this : new Smoothing(policy, next(known, at, read));
    }

    private Known first(Instant at, double read) {
        Integer readings = policy.median();
        SmoothingPolicy.Panic panic = policy.panic();
        return new Known(
                at,
                read,
                readings == null ? null : RunningMedian.of(readings, read),
                panic == null ? null : PanicMode.of(panic, read),
                read,
                read);
    }

    private Known next(Known last, Instant at, double read) {
        double elapsed = Math.max(0, seconds(Duration.between(last.at(), at)));
        RunningMedian median = last.median() == null ? null : last.median().after(read);
        double clean = median == null ? read : median.value();
        PanicMode panic = last.panic() == null ? null : last.panic().after(elapsed, clean, last.value());
        if (panic != null && panic.on()) {
            double highest = panic.highest(last.value());
            return new Known(at, read, median, panic, highest, highest);
        }
        double mean = mean(last.mean(), panic == null ? clean : panic.stable().value(), elapsed);
        double value = slewed(last.value(), held(last.value(), mean), elapsed / MINUTE);
        return new Known(at, read, median, panic, mean, value);
    }

    private double mean(double from, double to, double elapsed) {
        Integer halfLife = policy.halfLifeSeconds().of(from, to);
        return halfLife == null ? to : Blend.of(from, to, 1 - Math.pow(2, -elapsed / halfLife));
    }

    private double held(double given, double next) {
        Integer percent = policy.deadBandPercent().of(given, next);
        return percent != null && Math.abs(next - given) <= Math.abs(given) * (percent / 100.0) ? given : next;
    }

    private double slewed(double given, double next, double minutes) {
        Slew slew = next > given ? policy.slewUp() : policy.slewDown();
        if (slew == null) {
            return next;
        }
        return next > given
                ? Math.min(next, given + slew.rise(given, minutes))
                : Math.max(next, given - slew.fall(given, minutes));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
