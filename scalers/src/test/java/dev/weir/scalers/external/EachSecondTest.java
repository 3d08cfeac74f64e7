package dev.weir.scalers.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class EachSecondTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final Queue<Runnable> due = new ArrayDeque<>();
    private int done;
    private final EachSecond pace = new EachSecond(this::later, () -> done++);

    private Runnable later(Duration time, Runnable what) {
        pauses.add(time);
        due.add(what);
        return () -> due.remove(what);
    }

    @Test
    void doesItAtOnceAndOnceMoreForAllThatCameMeanwhile() {
        pace.ask();
        assertEquals(1, done);
        pace.ask();
        pace.ask();
        assertEquals(1, done);

        due.remove().run();
        assertEquals(2, done);
        due.remove().run();
        assertEquals(2, done);
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)), pauses);

        pace.ask();
        assertEquals(3, done);
    }

    @Test
    void doesNothingAfterItsEnd() {
        pace.ask();
        pace.ask();
        pace.close();
        due.remove().run();
        pace.ask();
        assertEquals(1, done);
    }
}
