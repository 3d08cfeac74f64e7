package dev.weir.controller.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JobNamesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theSameDecisionHasTheSameNames() {
        assertEquals(JobNames.of("import", "u", 1, NOON, 3), JobNames.of("import", "u", 1, NOON, 3));
    }

    @Test
    void everyOtherDecisionHasOthers() {
        List<List<String>> all = List.of(
                JobNames.of("import", "u", 1, NOON, 1),
                JobNames.of("import", "v", 1, NOON, 1),
                JobNames.of("import", "u", 2, NOON, 1),
                JobNames.of("import", "u", 1, NOON.plusNanos(1), 1));

        assertEquals(4, new HashSet<>(all).size());
    }

    @Test
    void noTwoOfADecisionAreAlike() {
        assertEquals(1000, new HashSet<>(JobNames.of("import", "u", 1, NOON, 1000)).size());
    }

    @Test
    void aLongNameIsCutWhereANameMayEnd() {
        String owner = "a".repeat(50) + "-." + "b".repeat(20);

        String name = JobNames.of(owner, "u", 1, NOON, 1).get(0);

        assertTrue(name.matches("a{50}-[a-z0-9]{10}"), name);
        assertNotEquals(owner, name);
    }
}
