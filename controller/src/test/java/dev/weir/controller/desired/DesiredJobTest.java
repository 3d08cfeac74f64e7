package dev.weir.controller.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.decision.JobPolicy;
import dev.weir.controller.decision.JobPolicy.Calculation;
import dev.weir.controller.decision.JobPolicy.Strategy;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DesiredJobTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> followsTheManifest() {
        return Cases.in("desired/job.yaml", DesiredJobTest::check);
    }

    /** An unknown word is the default, and custom needs a share that is a number. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, Default",
                "default, -, Default",
                "lazy, -, Default",
                "accurate, -, Accurate",
                "eager, -, Eager",
                "custom, 0.5, Custom",
                "custom, half, Default",
                "custom, -, Default"
            })
    void readsTheStrategy(@Nullable String strategy, @Nullable String share, String expected) {
        ScaledJob job =
                SERIALIZATION.convertValue(Map.of("spec", Map.of("scalingStrategy", Map.of())), ScaledJob.class);
        job.getSpec().getScalingStrategy().setStrategy(strategy);
        job.getSpec().getScalingStrategy().setCustomScalingRunningJobPercentage(share);
        job.getSpec().getScalingStrategy().setCustomScalingQueueLengthDeduction(3);

        Strategy read = Policies.of(job).strategy();

        assertEquals(expected, read.getClass().getSimpleName());
        if (read instanceof Strategy.Custom custom) {
            assertEquals(new Strategy.Custom(3, 0.5), custom);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -, 0, 100", "2, -, 2, 100", "2, 10, 2, 8", "12, 10, 10, 10"})
    void readsTheBounds(@Nullable Integer min, @Nullable Integer max, int floor, int room) {
        ScaledJob job = SERIALIZATION.convertValue(Map.of("spec", Map.of()), ScaledJob.class);
        job.getSpec().setMinReplicaCount(min);
        job.getSpec().setMaxReplicaCount(max);

        assertEquals(new JobPolicy(floor, room, new Strategy.Default(), Calculation.MAX), Policies.of(job));
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        ScaledJob owner = SERIALIZATION.convertValue(given.any("owner"), ScaledJob.class);
        owner.getMetadata().setNamespace("shop");
        String before = SERIALIZATION.asJson(owner);

        Map<?, ?> job = SERIALIZATION.convertValue(
                DesiredJob.of(owner, owner.getMetadata().getName() + "-abcde", "1.2.3"), Map.class);

        ((Map<?, ?>) row.any("then"))
                .forEach((path, expected) -> assertEquals(expected, at(job, (String) path), (String) path));
        assertEquals(before, SERIALIZATION.asJson(owner), "the manifest belongs to the watch and is not to be changed");
        given.assertAllRead();
    }

    /** A path as in a JSON pointer. */
    private static @Nullable Object at(@Nullable Object tree, String path) {
        Object found = tree;
        for (String step : path.split("/")) {
            found = found instanceof Map<?, ?> map ? map.get(step.replace("~1", "/")) : null;
        }
        return found;
    }
}
