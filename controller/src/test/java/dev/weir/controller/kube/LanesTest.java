package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class LanesTest {

    private final Lanes<String> lanes = new Lanes<>();

    @Test
    void nobodyWaits() {
        assertNull(lanes.next());
        assertEquals(0, lanes.size());
    }

    @Test
    void whoGoesFirstHasSevenTurnsOfEight() {
        for (int i = 1; i <= 9; i++) {
            lanes.add("late" + i, false);
            lanes.add("first" + i, true);
        }
        assertEquals(18, lanes.size());
        assertEquals(
                "first1 first2 first3 first4 first5 first6 first7 late1 first8 first9"
                        + " late2 late3 late4 late5 late6 late7 late8 late9",
                String.join(
                        " ",
                        java.util.stream.Stream.generate(lanes::next).limit(18).toList()));
    }
}
