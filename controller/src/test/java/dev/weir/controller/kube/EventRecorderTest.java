package dev.weir.controller.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.VirtualTime;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventRecorderTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final VirtualTime time = new VirtualTime();
    private final EventRecorder recorder = new EventRecorder(client, "keda-operator", "weir-1", time, Runnable::run);
    private final HasMetadata object = new PodBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("orders")
            .withUid("0f0e")
            .withResourceVersion("7")
            .endMetadata()
            .build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void tellsWhatHappenedToWhom() {
        recorder.record(object, Kind.Normal, "ScaledObjectReady", "it is ready");

        Event event = events().get(0);
        assertEquals("ScaledObjectReady", event.getReason());
        assertEquals("ScaledObjectReady", event.getAction());
        assertEquals("Normal", event.getType());
        assertEquals("it is ready", event.getNote());
        assertEquals("keda-operator", event.getReportingController());
        assertEquals("weir-1", event.getReportingInstance());
        assertEquals("2026-01-01T00:00:00.000000Z", event.getEventTime().getTime());
        assertEquals("Pod", event.getRegarding().getKind());
        assertEquals("orders", event.getRegarding().getName());
        assertEquals("shop", event.getRegarding().getNamespace());
        assertEquals("0f0e", event.getRegarding().getUid());
        assertTrue(event.getMetadata().getName().startsWith("orders-"), event.getMetadata()::getName);
    }

    @Test
    void warnsOfTheSameOnceInTenMinutes() {
        warn("broken");
        time.advance(Duration.ofMinutes(9));
        warn("broken");
        assertEquals(1, events().size());

        time.advance(Duration.ofMinutes(2));
        warn("broken");
        assertEquals(2, events().size());
    }

    @Test
    void whoListensHearsOfRepeatedWarningsToo() {
        List<String> heard = new ArrayList<>();
        EventRecorder telling = new EventRecorder(
                client,
                "keda-operator",
                "weir-1",
                time,
                Runnable::run,
                (of, kind, reason, note) ->
                        heard.add(of.getMetadata().getName() + " " + kind + " " + reason + " " + note));

        telling.record(object, Kind.Warning, "ScaledObjectCheckFailed", "broken");
        telling.record(object, Kind.Warning, "ScaledObjectCheckFailed", "broken");

        String broken = "orders Warning ScaledObjectCheckFailed broken";
        assertEquals(List.of(broken, broken), heard);
        assertEquals(1, events().size());
    }

    @Test
    void warnsOfSomethingElseAtOnce() {
        warn("broken");
        warn("broken in another way");

        assertEquals(2, events().size());
    }

    @Test
    void tellsOfWhatIsNormalEachTime() {
        recorder.record(object, Kind.Normal, "KEDAScaleTargetActivated", "from 0 to 1");
        recorder.record(object, Kind.Normal, "KEDAScaleTargetActivated", "from 0 to 1");

        assertEquals(2, events().size());
    }

    /** The API server refuses notes of more than 1024 bytes. */
    @Test
    void cutsALongNote() {
        recorder.record(object, Kind.Normal, "Long", "ä".repeat(600) + "x".repeat(1000));

        String note = events().get(0).getNote();
        assertTrue(note.endsWith("…"), note);
        assertTrue(note.startsWith("ä".repeat(500)), note);
        int bytes = note.getBytes(UTF_8).length;
        assertTrue(bytes > 1000 && bytes <= 1024, bytes + " bytes");
    }

    @Test
    void failsNobodyWhenAnEventIsRefused() {
        cluster.refuse("POST", "/events", 403, "", "events are forbidden");

        warn("broken");

        assertEquals(0, events().size());
    }

    private void warn(String note) {
        recorder.record(object, Kind.Warning, "ScaledObjectCheckFailed", note);
    }

    private List<Event> events() {
        return client.events().v1().events().inNamespace("shop").list().getItems();
    }
}
