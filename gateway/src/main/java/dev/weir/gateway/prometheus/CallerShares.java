package dev.weir.gateway.prometheus;

import dev.weir.gateway.config.PrometheusSettings.CallerShare;
import dev.weir.gateway.prometheus.upstream.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each caller has under way and has asked in the last second. Of more than {@value #MOST} callers those that were not
 * seen for longest are forgotten, unless they wait for answers. One event loop.
 */
final class CallerShares {

    static final int MOST = 10_000;

    private final CallerShare limits;
    private final LinkedHashMap<String, Share> callers = new LinkedHashMap<>(16, 0.75f, true);

    CallerShares(CallerShare limits) {
        this.limits = limits;
    }

    /** Lets a request in, or says why not. One that was let in leaves. */
    Optional<Refusal> enter(String caller, Instant now) {
        Share share = callers.get(caller);
        if (share == null) {
            if (callers.size() >= MOST && !forgetOne()) {
                return Optional.of(Refusal.unavailable(MOST + " callers wait for answers: try again later"));
            }
            share = new Share(limits, now);
            callers.put(caller, share);
        }
        if (share.underWay >= limits.atOnce()) {
            return Optional.of(Refusal.tooMany("this caller has " + limits.atOnce()
                    + " requests under way already, and may have no more (prometheus-caller-requests)"));
        }
        if (!share.all.take(now)) {
            return Optional.of(Refusal.tooMany("this caller has asked more than " + limits.perSecond()
                    + " times in a second (prometheus-caller-per-second)"));
        }
        share.underWay++;
        return Optional.empty();
    }

    /** Before the upstream is asked for a request that was let in. */
    Optional<Refusal> charge(String caller, Instant now) {
        Share share = callers.get(caller);
        return share == null || share.asked.take(now)
                ? Optional.empty()
                : Optional.of(Refusal.tooMany("this caller has asked for more than " + limits.askedPerSecond()
                        + " answers in a second that the upstream has to give (prometheus-caller-asked-per-second)"));
    }

    void leave(String caller) {
        Share share = callers.get(caller);
        if (share != null) {
            share.underWay--;
        }
    }

    private boolean forgetOne() {
        Iterator<Map.Entry<String, Share>> eldest = callers.entrySet().iterator();
        while (eldest.hasNext()) {
            if (eldest.next().getValue().underWay == 0) {
                eldest.remove();
                return true;
            }
        }
        return false;
    }

    private static final class Share {
        private final Bucket all;
        private final Bucket asked;
        private int underWay;

        Share(CallerShare limits, Instant now) {
            all = new Bucket(limits.perSecond(), now);
            asked = new Bucket(limits.askedPerSecond(), now);
        }
    }

    /** So many a second, and so many at once after a second of rest. */
    private static final class Bucket {
        private final int perSecond;
        private double left;
        private Instant filled;

        Bucket(int perSecond, Instant now) {
            this.perSecond = perSecond;
            this.left = perSecond;
            this.filled = now;
        }

        boolean take(Instant now) {
            Duration passed = Duration.between(filled, now);
            if (!passed.isNegative()) {
                left = Math.min(perSecond, left + perSecond * (Math.min(passed.toMillis(), 1_000) / 1_000.0));
            }
            filled = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }
}
