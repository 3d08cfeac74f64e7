package dev.weir.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets so many questions of one kind to the API server be under way at one time; one more is refused, and counted. Tokens have
 * a gate of their own: anybody can make up tokens, which must not keep those waiting who are known. Any thread.
 */
final class ReviewGate {

    private final int limit;
    private final Outage outage;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter answered;
    private final Counter failed;
    private final Counter refused;

    /**
     * With nothing under way.
     *
     * @param of what is asked about
     * @param outage is told whether there are answers
     */
    ReviewGate(String of, int limit, Outage outage, MeterRegistry meters) {
        this.limit = limit;
        this.outage = outage;
        Gauge.builder("weir.access.reviews.pending", underWay, AtomicInteger::get)
                .description("Questions to the API server about callers that are under way")
                .tag("of", of)
                .register(meters);
        answered = counter(meters, of, "answered");
        failed = counter(meters, of, "failed");
        refused = counter(meters, of, "full");
    }

    <T> Future<T> pass(Supplier<Future<T>> question) {
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            refused.increment();
            return Future.failedFuture(
                    new ReviewException("the API server is being asked " + limit + " questions about callers already"));
        }
        return question.get().onComplete(done -> {
            underWay.decrementAndGet();
            if (done.succeeded()) {
                answered.increment();
                outage.answered();
            } else {
                failed.increment();
                outage.failed(done.cause());
            }
        });
    }

    private static Counter counter(MeterRegistry meters, String of, String outcome) {
        return Counter.builder("weir.access.reviews")
                .description("Questions to the API server about callers")
                .tag("of", of)
                .tag("outcome", outcome)
                .register(meters);
    }
}
