package dev.weir.controller.metricsplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FirstAnswersTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int outstanding = 2;
    private final FirstAnswers answers = new FirstAnswers(() -> outstanding, () -> now);

    @Test
    void waitsUntilAllObjectsAreKnown() {
        outstanding = 0;

        assertEquals(Optional.of("the objects have not all been seen yet"), answers.missing());
        answers.begin();
        assertEquals(Optional.empty(), answers.missing());
    }

    @Test
    void waitsForEachFirstAnswerAndNeverAgain() {
        answers.begin();
        assertEquals(Optional.of("2 objects have not been asked about yet"), answers.missing());

        outstanding = 0;
        now = now.plusSeconds(1);
        assertEquals(Optional.empty(), answers.missing());
        outstanding = 5;
        now = now.plusSeconds(1);
        assertEquals(Optional.empty(), answers.missing(), "an object that comes later has readers of its own only");
    }

    @Test
    void endsItsPatience() {
        answers.begin();
        now = now.plusSeconds(29);
        assertEquals(Optional.of("2 objects have not been asked about yet"), answers.missing());

        now = now.plusSeconds(1);
        assertEquals(Optional.empty(), answers.missing());
    }
}
