package dev.weir.scalers.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    private final ScalerBench bench = new ScalerBench(Duration.ofSeconds(1));
    private final List<Promise<Integer>> asked = new ArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    private Future<Integer> question(Turns turns) {
        return turns.run(() -> {
            Promise<Integer> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
    }

    @Test
    void runsAFewAtATimeAndTheOthersWhenTheyAreDone() {
        Turns turns = new Turns(bench.vertx(), 2, 30_000);
        List<Future<Integer>> all =
                IntStream.range(0, 3).mapToObj(i -> question(turns)).toList();
        assertEquals(2, asked.size());
        asked.get(0).complete(1);
        asked.get(1).fail("no");
        assertEquals(1, ScalerBench.await(all.get(0)));
        assertEquals("no", ScalerBench.failure(all.get(1)).getMessage());
        ScalerBench.await(bench.vertx().timer(50));
        assertEquals(3, asked.size());
        asked.get(2).complete(3);
        assertEquals(3, ScalerBench.await(all.get(2)));
    }

    @Test
    void passesOverWhoHasWaitedTooLong() {
        Turns turns = new Turns(bench.vertx(), 1, 50);
        Future<Integer> first = question(turns);
        Future<Integer> second = question(turns);
        assertTrue(ScalerBench.failure(first) instanceof TimeoutException);
        assertTrue(ScalerBench.failure(second) instanceof TimeoutException);
        asked.get(0).complete(1);
        ScalerBench.await(bench.vertx().timer(50));
        assertEquals(1, asked.size());
    }

    @Test
    void refusesWhatWouldWaitWithoutEnd() {
        Turns turns = new Turns(bench.vertx(), 1, 30_000);
        List<Future<Integer>> all =
                IntStream.range(0, 4_098).mapToObj(i -> question(turns)).toList();
        assertFalse(all.get(4_096).isComplete());
        assertTrue(ScalerBench.failure(all.get(4_097)).getMessage().contains("4096 queries already wait"));
    }
}
