package dev.weir.jmh.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MetersTest {

    private static final String TEXT = """
            # TYPE weir_external_requests counter
            weir_external_requests_total{outcome="served"} 1.5E3
            weir_external_requests_total{outcome="unknown"} 4.0
            weir_external_requests_total_other 7.0
            weir_cluster_members 3.0
            """;

    @Test
    void sumsTheSeriesOfOneName() {
        assertEquals(1_504, Meters.sum(TEXT, "weir_external_requests_total"));
        assertEquals(3, Meters.sum(TEXT, "weir_cluster_members"));
        assertEquals(0, Meters.sum(TEXT, "weir_cluster"));
    }
}
