package dev.weir.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weir.controller.admission.CloudEventSourceRules;
import dev.weir.controller.admission.ScaledJobRules;
import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.ManifestReferences;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.manifests.Manifest;
import dev.weir.controller.manifests.ManifestFile;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.manifests.ManifestReader;
import dev.weir.controller.manifests.Manifests;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.JobPlanner;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlanner;
import dev.weir.controller.metricsplane.Planned;
import dev.weir.controller.metricsplane.TriggerPlanner;
import dev.weir.controller.workload.WorkloadTypes;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.HttpCounts;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we show people as an example has nothing wrong with it. */
final class ExamplesTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private static Vertx vertx;
    private static KubernetesClient client;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        // Nobody answers there, and nobody asks: planning reaches no network.
        client = new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder().withMasterUrl("https://127.0.0.1:1").build())
                .build();
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    static Stream<Path> examples() {
        return Stream.of(Path.of("../deploy/examples"), Path.of("../deploy/examples/features"))
                .flatMap(ExamplesTest::files)
                .filter(file -> file.toString().endsWith(".yaml"));
    }

    private static Stream<Path> files(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void hasNoProblemAndNoWarning(Path example) throws IOException {
        Manifests manifests = read(example);
        List<Manifest> objects = manifests.all(ScaledObject.class);
        assertFalse(objects.isEmpty());
        for (Manifest manifest : objects) {
            ScaledObject object = (ScaledObject) manifest.object();
            assertEquals(List.of(), ScaledObjectRules.problems(object));
            Planned<ObjectPlan> planned = planner(manifests).plan(object, Optional.empty());
            assertEquals(List.of(), planned.problems());
            assertEquals(List.of(), planned.warnings());
            planned.plan()
                    .triggers()
                    .forEach(trigger -> trigger.trigger().source().close());
        }
    }

    static Stream<Path> jobs() {
        return files(Path.of("../deploy/examples/jobs"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aScaledJobHasNoProblemAndNoWarning(Path example) throws IOException {
        Manifests manifests = read(example);
        List<Manifest> objects = manifests.all(ScaledJob.class);
        assertEquals(1, objects.size());
        ScaledJob job = (ScaledJob) objects.get(0).object();
        assertEquals(List.of(), ScaledJobRules.problems(job));
        Planned<JobPlan> planned = new JobPlanner(triggers(manifests)).plan(job, Optional.empty());
        assertEquals(List.of(), planned.problems());
        assertEquals(List.of(), planned.warnings());
        planned.plan().triggers().forEach(trigger -> trigger.trigger().source().close());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itsEventSourcesHaveNoProblem(Path example) throws IOException {
        Stream.of(Files.readString(example).split("\n---\n"))
                .filter(document -> document.contains("kind: CloudEventSource"))
                .map(document -> SERIALIZATION.unmarshal(document, CloudEventSource.class))
                .forEach(source -> assertEquals(List.of(), CloudEventSourceRules.problems(source.getSpec())));
    }

    private static Manifests read(Path example) throws IOException {
        ManifestFile file = new ManifestReader(SERIALIZATION, ManifestLimits.DEFAULT)
                .read(example.toString(), Files.readString(example));
        assertEquals(List.of(), file.problems());
        return Manifests.of(List.of(file));
    }

    private static ObjectPlanner planner(Manifests manifests) {
        return new ObjectPlanner(triggers(manifests));
    }

    private static TriggerPlanner triggers(Manifests manifests) {
        ScalerSettings settings = new ScalerSettings(ScalerSettings.DEFAULT_HTTP_TIMEOUT, List.of(), Map.of());
        return new TriggerPlanner(
                new TriggerSpecs(new ManifestReferences(manifests, SERIALIZATION), "keda"),
                Scalers.load().and(WorkloadTypes.of(client)),
                settings.environment(vertx, () -> Instant.EPOCH, null, HttpCounts.NONE));
    }
}
