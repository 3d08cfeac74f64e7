package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LanesTest {

    private final Lanes<String> lanes = new Lanes<>();

    @Test
    void nobodyWaits() {
        assertNull(lanes.next());
        assertEquals(0, lanes.size());
    }

    @Test
    void whoIsUrgentHasSevenTurnsOfEight() {
        for (int i = 1; i <= 9; i++) {
            lanes.add("late" + i, 2);
            lanes.add("first" + i, 0);
        }
        assertEquals(18, lanes.size());
        assertEquals(
                "first1 first2 first3 first4 first5 first6 first7 late1 first8 first9"
                        + " late2 late3 late4 late5 late6 late7 late8 late9",
                turns());
    }

    @Test
    void eachLineGoesBeforeTheNext() {
        lanes.add("c", 2);
        lanes.add("b", 1);
        lanes.add("a", 0);

        assertEquals("a b c", turns());
    }

    @Test
    void whoBecomesMoreUrgentChangesOverAndNobodyIsPutBack() {
        lanes.add("other", 1);
        lanes.add("sooner", 2);
        lanes.add("sooner", 0);
        lanes.add("other", 2);

        assertEquals(2, lanes.size());
        assertEquals("sooner other", turns());
    }

    private String turns() {
        return Stream.generate(lanes::next).limit(lanes.size()).collect(Collectors.joining(" "));
    }
}
