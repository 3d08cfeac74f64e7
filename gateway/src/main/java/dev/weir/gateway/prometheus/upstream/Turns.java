package dev.weir.gateway.prometheus.upstream;

import dev.weir.gateway.config.PrometheusSettings.UpstreamShare;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many through at one time, and so many wait. One event loop. */
final class Turns {

    private final UpstreamShare share;
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private volatile int inside;
    private volatile int outside;

    Turns(UpstreamShare share) {
        this.share = share;
    }

    /** Completed when it is the caller's turn; fails where too many wait. Whoever had a turn gives it back. */
    Promise<Void> take() {
        Promise<Void> turn = Promise.promise();
        if (inside < share.atOnce()) {
            inside++;
            turn.complete();
        } else if (waiting.size() < share.waiting()) {
            waiting.add(turn);
            outside = waiting.size();
        } else {
            turn.fail(Refusal.unavailable("the upstream answers " + share.atOnce() + " requests, and " + share.waiting()
                            + " more wait: try again later")
                    .exception());
        }
        return turn;
    }

    /** Waits no longer; false if it was that one's turn already. */
    boolean leave(Promise<Void> turn) {
        boolean waited = waiting.remove(turn);
        outside = waiting.size();
        return waited;
    }

    void giveBack() {
        Promise<Void> next = waiting.poll();
        outside = waiting.size();
        if (next == null) {
            inside--;
        } else {
            next.complete();
        }
    }

    int inside() {
        return inside;
    }

    int outside() {
        return outside;
    }
}
