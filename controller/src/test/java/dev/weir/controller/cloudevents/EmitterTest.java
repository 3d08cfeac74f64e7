package dev.weir.controller.cloudevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.testing.VirtualTime;
import dev.weir.controller.api.CloudEventType;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.cloudevents.Emissions.Emitted;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.upstream.HttpAnswer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is told of what, in which order, and how often it is tried. */
final class EmitterTest {

    private static final ObjectKey AUDIT = new ObjectKey("shop", "audit");
    private static final ObjectKey CHAT = new ObjectKey("", "chat");
    private static final String GOOD = "http://good.example/";
    private static final String DEAD = "http://dead.example/";
    private static final String SLOW = "http://slow.example/";
    private static final Set<CloudEventType> ALL = EnumSet.allOf(CloudEventType.class);

    private final VirtualTime time = new VirtualTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<HttpCall> calls = new ArrayList<>();
    private final Set<String> dead = new HashSet<>(Set.of(DEAD));
    private final List<Promise<HttpAnswer>> slow = new ArrayList<>();
    private final List<ObjectKey> changed = new ArrayList<>();
    private long ids;
    private final Emitter emitter = new Emitter(
            time.timeline(), this::answer, Delivery.DEFAULT, "keda", () -> new UUID(0, ++ids), meters, changed::add);

    private Future<HttpAnswer> answer(HttpCall call) {
        calls.add(call);
        if (call.url().equals(SLOW)) {
            Promise<HttpAnswer> later = Promise.promise();
            slow.add(later);
            return later.future();
        }
        return Future.succeededFuture(answer(call, dead.contains(call.url()) ? 503 : 202));
    }

    private static HttpAnswer answer(HttpCall call, int status) {
        return new HttpAnswer(call.toString(), status, "", null, Buffer.buffer());
    }

    @Test
    void everySourceIsToldOfEveryNamespaceInTheOrderOfWhatHappened() {
        bring(AUDIT, GOOD, ALL);
        bring(CHAT, "http://chat.example/", ALL);

        tell("a", "ScaledObjectReady", "1");
        tell("b", "ScaledObjectPaused", "2");
        time.settle();

        assertEquals(List.of("1", "2"), received(GOOD));
        assertEquals(List.of("1", "2"), received("http://chat.example/"));
        assertEquals(4, new HashSet<>(calls).size());
        assertEquals(
                2,
                calls.stream()
                        .map(call -> call.headers().get("ce-id"))
                        .distinct()
                        .count());
    }

    @Test
    void whatHasNoTypeIsToldToNobody() {
        bring(AUDIT, GOOD, ALL);

        tell("a", "KEDAScaleTargetActivated", "1");
        tell("a", "KEDAScalerFailed", "2");
        time.settle();

        assertEquals(List.of(), calls);
    }

    @Test
    void aFilterStopsNobodyElse() {
        bring(AUDIT, GOOD, Set.of(CloudEventType.SCALED_OBJECT_REMOVED));
        bring(CHAT, "http://chat.example/", ALL);

        tell("a", "ScaledObjectReady", "1");
        tell("a", "ScaledObjectDeleted", "2");
        time.settle();

        assertEquals(List.of("2"), received(GOOD));
        assertEquals(List.of("1", "2"), received("http://chat.example/"));
    }

    @Test
    void theSameFailureIsNewsOnceInTenMinutesOrAfterSomethingElse() {
        bring(AUDIT, GOOD, ALL);

        tell("a", "ScaledObjectUpdateFailed", "no target");
        tell("a", "ScaledObjectCheckFailed", "no target");
        tell("a", "ScaledObjectUpdateFailed", "no target");
        tell("a", "ScaledObjectCheckFailed", "no target");
        time.settle();
        assertEquals(2, calls.size());

        tell("a", "ScaledObjectReady", "ready");
        tell("a", "ScaledObjectCheckFailed", "no target");
        time.settle();
        assertEquals(4, calls.size());

        time.advance(Duration.ofMinutes(10));
        tell("a", "ScaledObjectCheckFailed", "no target");
        time.settle();
        assertEquals(5, calls.size());
    }

    @Test
    void fiveRetriesThenTheSourceRestsAndTheNextEventIsTried() {
        bring(AUDIT, DEAD, ALL);

        tell("a", "ScaledObjectReady", "1");
        tell("a", "ScaledObjectPaused", "2");
        time.advance(Duration.ofSeconds(30));
        assertEquals(5, calls.size());
        assertEquals(Optional.empty(), emitter.inactive(AUDIT));

        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of("1", "1", "1", "1", "1", "1"), received(DEAD));
        assertEquals(
                1,
                calls.stream()
                        .map(call -> call.headers().get("ce-id"))
                        .distinct()
                        .count());
        assertEquals(
                Optional.of("POST http://dead.example:80/ answered 503, 6 times in a row"), emitter.inactive(AUDIT));
        assertEquals(List.of(AUDIT), changed);

        time.advance(Duration.ofMinutes(4));
        assertEquals(6, calls.size());
        dead.clear();
        time.advance(Duration.ofMinutes(1));
        assertEquals("2", received(DEAD).get(6));
        assertEquals(Optional.empty(), emitter.inactive(AUDIT));
        assertEquals(List.of(AUDIT, AUDIT), changed);
        assertEquals(
                Set.of(
                        new Emitted("shop", "audit", "http", "failed", 6),
                        new Emitted("shop", "audit", "http", "emitted", 1)),
                Set.copyOf(emitter.emissions().emitted()));
    }

    @Test
    void anEditEndsTheRestAndWhatWaitsGoesToTheNewDestination() {
        bring(AUDIT, DEAD, ALL);
        tell("a", "ScaledObjectReady", "1");
        tell("a", "ScaledObjectPaused", "2");
        tell("a", "ScaledObjectUnpaused", "3");
        time.advance(Duration.ofMinutes(1));
        assertTrue(emitter.inactive(AUDIT).isPresent());

        bring(AUDIT, DEAD, ALL);
        assertTrue(emitter.inactive(AUDIT).isPresent(), "nothing was edited");
        bring(AUDIT, GOOD, EnumSet.of(CloudEventType.SCALED_OBJECT_UNPAUSED));

        assertEquals(Optional.empty(), emitter.inactive(AUDIT));
        assertEquals(List.of("3"), received(GOOD));
        assertEquals(List.of(AUDIT, AUDIT), changed);
    }

    @Test
    void anEventUnderWayDuringAnEditIsSentToTheNewDestinationIfItFails() {
        bring(AUDIT, SLOW, ALL);
        tell("a", "ScaledObjectReady", "1");
        time.settle();

        bring(AUDIT, GOOD, ALL);
        assertEquals(List.of(), received(GOOD));
        slow.get(0).fail("timed out");
        time.settle();

        assertEquals(List.of("1"), received(GOOD));
    }

    @Test
    void neitherASlowNorADeadDestinationDelaysAnother() {
        bring(AUDIT, SLOW, ALL);
        bring(new ObjectKey("shop", "dead"), DEAD, ALL);
        bring(CHAT, GOOD, ALL);

        for (int i = 0; i < 100; i++) {
            tell("a", "ScaledObjectReady", Integer.toString(i));
        }
        time.settle();

        assertEquals(100, received(GOOD).size());
        assertEquals(1, received(SLOW).size());
        assertEquals(Map.of("shop", 200L, "default", 0L), emitter.emissions().waiting());
    }

    @Test
    void aFullLineDropsTheNewestAndCountsThem() {
        bring(AUDIT, SLOW, ALL);
        bring(CHAT, GOOD, ALL);

        for (int i = 0; i < 1030; i++) {
            tell("a", "ScaledObjectReady", Integer.toString(i));
            time.settle();
        }

        assertEquals(1024L, emitter.emissions().waiting().get("shop"));
        assertEquals(6, meters.counter("weir.cloudevents.dropped").count());
        assertEquals(1030, received(GOOD).size());
    }

    @Test
    void aSourceThatIsGoneGetsNothingMore() {
        bring(AUDIT, SLOW, ALL);
        tell("a", "ScaledObjectReady", "1");
        tell("a", "ScaledObjectPaused", "2");
        time.settle();

        emitter.remove(AUDIT);
        tell("a", "ScaledObjectUnpaused", "3");
        time.settle();
        slow.get(0).complete(answer(calls.get(0), 200));
        time.settle();

        assertEquals(List.of("1"), received(SLOW));
        assertEquals(Emissions.NONE, emitter.emissions());
    }

    @Test
    void whoNoLongerLeadsSendsWhatWaitsAsLongAsItArrivesAndNothingNew() {
        bring(AUDIT, SLOW, ALL);
        bring(CHAT, DEAD, ALL);
        tell("a", "ScaledObjectReady", "1");
        tell("a", "ScaledObjectPaused", "2");
        time.settle();

        emitter.rest();
        tell("a", "ScaledObjectUnpaused", "3");
        time.settle();
        slow.get(0).complete(answer(calls.get(0), 200));
        time.advance(Duration.ofMinutes(10));

        assertEquals(List.of("1", "2"), received(SLOW));
        assertEquals(2, received(DEAD).size(), "before and after, and no retry");
    }

    private void bring(ObjectKey key, String uri, Set<CloudEventType> types) {
        emitter.bring(new EventSource(key, "test", types, new HttpDestination(uri)));
        time.settle();
    }

    private void tell(String namespace, String reason, String message) {
        ScaledObject object = new ScaledObject();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName("orders")
                .build());
        emitter.heard(object, Kind.Normal, reason, message);
    }

    /** Messages in the order of their arrival. */
    private List<String> received(String uri) {
        return calls.stream()
                .filter(call -> call.url().equals(uri))
                .map(call -> call.body().toJsonObject().getString("message"))
                .toList();
    }
}
