package dev.weir.controller.cloudevents;

import dev.weir.cache.pace.Timeline;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.upstream.HttpAnswer;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be sent for one source, one after the other in the order of what happened. An event that fails is sent again;
 * after the last retry it is given up, the source is inactive, and the next event is tried after a rest. A source that is
 * edited begins anew with what waits. The line is bounded: what does not fit is dropped, counted, and told of in the log once
 * until there is room again. Belongs to one timeline; only {@link #inactive} and the tally may be read elsewhere.
 */
final class Line {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** What all lines share. */
    record Surroundings(
            Timeline timeline,
            Function<HttpCall, Future<HttpAnswer>> http,
            Delivery delivery,
            String operator,
            Counter dropped,
            Consumer<ObjectKey> changed) {}

    private final Surroundings around;
    private final Deque<Occurrence> waiting = new ArrayDeque<>();
    private final Tally tally;
    private final Promise<Void> left = Promise.promise();
    private EventSource source;
    private Timeline.@Nullable Timer pause;
    private volatile @Nullable String inactive;
    private int failures;
    private boolean sending;
    private boolean full;
    private boolean leaving;

    Line(EventSource source, Surroundings around) {
        this.source = source;
        this.around = around;
        tally = new Tally(source.key());
    }

    Tally tally() {
        return tally;
    }

    /** Why nothing arrives; empty as long as it does, or nothing is known. */
    Optional<String> inactive() {
        return Optional.ofNullable(inactive);
    }

    void add(Occurrence occurrence) {
        if (!source.takes(occurrence.type())) {
            return;
        }
        if (waiting.size() >= around.delivery().waiting()) {
            drop();
            return;
        }
        full = false;
        waiting.add(occurrence);
        go();
    }

    private void drop() {
        around.dropped().increment();
        if (!full) {
            full = true;
            LOG.warn(
                    "More CloudEvents than are taken, some are dropped source={} waiting={}",
                    source.key(),
                    waiting.size());
        }
    }

    /** The source as it is now. */
    void become(EventSource next) {
        if (next.equals(source)) {
            return;
        }
        source = next;
        waiting.removeIf(occurrence -> !next.takes(occurrence.type()));
        wake();
        active();
        go();
    }

    /** Lets go of all that waits. */
    void close() {
        waiting.clear();
        leave();
    }

    /** Takes nothing more; what waits is still sent, as long as it arrives. */
    Future<Void> leave() {
        leaving = true;
        wake();
        go();
        return left.future();
    }

    private void wake() {
        failures = 0;
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }

    private void go() {
        tally.waiting.set(waiting.size());
        if (waiting.isEmpty() && leaving && !sending) {
            left.tryComplete();
        }
        Occurrence head = waiting.peek();
        if (head == null || sending || pause != null) {
            return;
        }
        sending = true;
        EventSource by = source;
        around.http()
                .apply(by.destination().call(CloudEvent.of(head, by.cluster(), around.operator())))
                .compose(Line::accepted)
                .onComplete(result -> around.timeline().execute(() -> sent(by, head, result)));
    }

    private static Future<HttpAnswer> accepted(HttpAnswer answer) {
        return answer.successful() ? Future.succeededFuture(answer) : Future.failedFuture(answer.refused());
    }

    private void sent(EventSource by, Occurrence head, AsyncResult<HttpAnswer> result) {
        sending = false;
        tally.count(by.destination().sink(), result.succeeded());
        if (result.succeeded()) {
            waiting.remove(head);
            failures = 0;
            active();
        } else if (leaving) {
            waiting.clear();
        } else if (by.equals(source)) {
            failed(head, String.valueOf(result.cause().getMessage()));
        }
        go();
    }

    private void failed(Occurrence head, String why) {
        failures++;
        if (failures <= around.delivery().retries()) {
            pause(around.delivery().delays().after(failures));
            return;
        }
        waiting.remove(head);
        LOG.warn("CloudEvents do not arrive source={} attempts={}: {}", source.key(), failures, why);
        inactive = why + ", " + failures + " times in a row";
        failures = 0;
        pause(around.delivery().rest());
        around.changed().accept(source.key());
    }

    private void pause(Duration time) {
        pause = around.timeline().after(time, () -> {
            pause = null;
            go();
        });
    }

    private void active() {
        if (inactive != null) {
            inactive = null;
            around.changed().accept(source.key());
        }
    }
}
