package dev.weir.jmh.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LiveHeapTest {

    @Test
    void isTheSumInTheLastLine() {
        assertEquals(OptionalLong.of(1_234_567), LiveHeap.parse("""
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         38567        3012112  [B (java.base@17.0.15)
                   2:             1             16  Total$Inner
                Total        412345        1234567
                """));
    }

    @Test
    void isUnknownWhereTheToolSaysSomethingElse() {
        assertTrue(LiveHeap.parse("4711: Unable to open socket file").isEmpty());
    }

    @Test
    void countsARunningJvm() throws Exception {
        OptionalLong bytes = LiveHeap.bytes(ProcessHandle.current().pid());
        assertTrue(bytes.isPresent() && bytes.getAsLong() > 1_000_000, bytes.toString());
    }
}
