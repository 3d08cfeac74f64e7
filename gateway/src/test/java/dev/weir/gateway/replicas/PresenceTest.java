package dev.weir.gateway.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private static final long SECOND = 1_000_000_000L;

    private final Presence presence = new Presence("b");

    @Test
    void whoIsAloneHasNoMembers() {
        assertEquals(List.of(), presence.members());
        presence.takePart(true);
        assertEquals(List.of(), presence.members());
    }

    @Test
    void whileNobodyTakesPartAllDo() {
        presence.heard("a", "node-a", false, 0);
        assertEquals(List.of("a", "b"), presence.members());
        presence.takePart(true);
        assertEquals(List.of("b"), presence.members());
        presence.heard("a", "node-a", true, SECOND);
        assertEquals(List.of("a", "b"), presence.members());
        presence.takePart(false);
        assertEquals(List.of("a"), presence.members());
    }

    @Test
    void whoIsSilentForTooLongIsNotThere() {
        presence.takePart(true);
        presence.heard("a", "node-a", true, 0);
        presence.look(Presence.SILENCE.toNanos());
        assertEquals(List.of("a", "b"), presence.members());
        presence.look(Presence.SILENCE.toNanos() + 1);
        assertEquals(List.of(), presence.members());
        presence.heard("a", "node-a", true, 9 * SECOND);
        assertEquals(List.of("a", "b"), presence.members());
    }

    @Test
    void whoSaysSoOrIsLostIsNotThere() {
        presence.takePart(true);
        presence.heard("a", "node-a", true, 0);
        presence.heard("c", "node-c", true, 0);
        presence.left("a");
        assertEquals(List.of("b", "c"), presence.members());
        presence.lost("node-c");
        assertEquals(List.of(), presence.members());
    }

    @Test
    void itsOwnSignsCountForNothing() {
        presence.heard("b", "node-b", true, 0);
        assertEquals(List.of(), presence.members());
    }

    @Test
    void nodesThatNobodyHearsAreNamed() {
        presence.heard("a", "node-a", true, 0);
        assertEquals(Set.of("node-c"), presence.unheard(List.of("node-a", "node-b", "node-c"), "node-b"));
    }
}
