package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.testing.Cases;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MergePatchTest {

    @TestFactory
    Stream<DynamicTest> saysOnlyWhatDiffers() {
        return Cases.in(
                "kube/merge-patch.yaml",
                row -> assertEquals(
                        row.any("patch"), MergePatch.between((Map<?, ?>) row.any("from"), (Map<?, ?>) row.any("to"))));
    }

    /** What is to go is a null, which must be written, not left out. */
    @Test
    void whatGoesIsWrittenAsNull() {
        Map<String, ?> patch = MergePatch.between(Map.of("a", Map.of("b", 1, "c", 2)), Map.of("a", Map.of("c", 2)));

        assertEquals("{\"a\":{\"b\":null}}", new KubernetesSerialization().asJson(patch));
    }
}
