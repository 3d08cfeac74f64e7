package dev.weir.cache.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.VirtualTime;
import dev.weir.cache.testing.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualTimeline visitors = time.timeline();
    private final List<String> admitted = new ArrayList<>();
    private final List<Instant> admittedAt = new ArrayList<>();
    private final List<String> turnedAway = new ArrayList<>();

    @Test
    void admitsNoMoreThanItsLimitAtATime() {
        Gate gate = gate(2, 1_000, 10);
        enter(gate, "a");
        enter(gate, "b");
        enter(gate, "c");
        time.settle();
        assertEquals(List.of("a", "b"), admitted);
        assertEquals(1, gate.waiting());
    }

    @Test
    void firstComeFirstServed() {
        Gate gate = gate(1, 1_000, 10);
        Gate.Ticket first = enter(gate, "a");
        Gate.Ticket second = enter(gate, "b");
        enter(gate, "c");
        time.settle();
        first.leave();
        time.settle();
        assertEquals(List.of("a", "b"), admitted);
        second.leave();
        time.settle();
        assertEquals(List.of("a", "b", "c"), admitted);
    }

    @Test
    void turnsAwayWhenTheWaitingRoomIsFull() {
        Gate gate = gate(1, 1_000, 2);
        for (String name : List.of("a", "b", "c", "d")) {
            enter(gate, name);
        }
        time.settle();
        assertEquals(List.of("d"), turnedAway);
        assertEquals(2, gate.waiting());
    }

    @Test
    void whoeverLeavesTheLineMakesRoom() {
        Gate gate = gate(1, 1_000, 1);
        enter(gate, "a");
        Gate.Ticket waiting = enter(gate, "b");
        time.settle();
        waiting.leave();
        enter(gate, "c");
        time.settle();
        assertEquals(List.of(), turnedAway);
        assertEquals(1, gate.waiting());
    }

    @Test
    void leavingTwiceFreesOnePlace() {
        Gate gate = gate(1, 1_000, 10);
        Gate.Ticket first = enter(gate, "a");
        enter(gate, "b");
        enter(gate, "c");
        time.settle();
        first.leave();
        first.leave();
        time.settle();
        assertEquals(List.of("a", "b"), admitted);
    }

    @Test
    void leavingBeforeTheAnswerComesGivesThePlaceBack() {
        Gate gate = gate(1, 1_000, 10);
        enter(gate, "a").leave();
        enter(gate, "b");
        time.settle();
        assertTrue(admitted.contains("b"), "admitted " + admitted);
    }

    @Test
    void startsPerSecondStayUnderTheLimit() {
        Gate gate = gate(1_000, 40, 1_000);
        for (int i = 0; i < 400; i++) {
            enter(gate, "v" + i);
        }
        time.advance(Duration.ofSeconds(20));
        assertEquals(400, admittedAt.size());
        int burst = 40 / 20;
        for (int i = 40 + burst; i < admittedAt.size(); i++) {
            Duration window = Duration.between(admittedAt.get(i - 40 - burst), admittedAt.get(i));
            assertTrue(window.compareTo(Duration.ofSeconds(1)) >= 0, "more than the limit within " + window);
        }
        Duration all = Duration.between(admittedAt.get(0), admittedAt.get(399));
        assertTrue(all.compareTo(Duration.ofSeconds(11)) < 0, "slower than allowed: " + all);
    }

    private Gate gate(int inFlight, int perSecond, int waiting) {
        return new Gate("fake://upstream", time.timeline(), new UpstreamLimits(inFlight, perSecond, waiting));
    }

    private Gate.Ticket enter(Gate gate, String name) {
        return gate.enter(visitors, new Gate.Visitor() {
            @Override
            public void admitted() {
                assertTrue(visitors.onLoop());
                admitted.add(name);
                admittedAt.add(time.instant());
            }

            @Override
            public void turnedAway() {
                assertTrue(visitors.onLoop());
                turnedAway.add(name);
            }
        });
    }
}
