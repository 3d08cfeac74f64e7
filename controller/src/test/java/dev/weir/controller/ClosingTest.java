package dev.weir.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class ClosingTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Closing closing = new Closing("test", () -> Instant.EPOCH);

    @Test
    void aStepBeginsWhenTheOneBeforeHasEnded() throws TimeoutException {
        Promise<Void> first = Promise.promise();
        Future<Void> ended = closing.then("first", LONG, () -> begun("first", first.future()))
                .then("second", LONG, () -> begun("second", Future.succeededFuture()))
                .run();
        assertEquals(List.of("first"), seen);
        first.complete();
        ended.await(1, TimeUnit.MINUTES);
        assertEquals(List.of("first", "second"), seen);
    }

    @Test
    void whatNeverEndsHoldsUpTheOthersForItsBoundOnly() throws TimeoutException {
        closing.then(
                        "never",
                        Duration.ofMillis(1),
                        () -> begun("never", Promise.<Void>promise().future()))
                .then("next", LONG, () -> begun("next", Future.succeededFuture()))
                .run()
                .await(1, TimeUnit.MINUTES);
        assertEquals(List.of("never", "next"), seen);
    }

    @Test
    void whatFailsOrCannotBeginKeepsNoOtherFromEnding() throws TimeoutException {
        closing.then("fails", LONG, () -> begun("fails", Future.failedFuture("no")))
                .then("throws", LONG, () -> {
                    throw new IllegalStateException("not now");
                })
                .then("next", LONG, () -> begun("next", Future.succeededFuture()))
                .run()
                .await(1, TimeUnit.MINUTES);
        assertEquals(List.of("fails", "next"), seen);
    }

    private Future<Void> begun(String step, Future<Void> end) {
        seen.add(step);
        return end;
    }
}
