package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Kubernetes events. The same warning about the same object is written once in ten minutes; what was written lately
 * is remembered for a bounded number of objects. Calls may come from any thread and wait for nothing; an event that cannot be
 * written is logged and lost, it never fails or delays what it tells of.
 */
public final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int REMEMBERED = 10_000;
    /** Bytes that the API server accepts. */
    private static final int LONGEST_NOTE = 1024;

    private static final String CUT = "…";

    /** Normal or Warning, as Kubernetes spells it. */
    public enum Kind {
        Normal,
        Warning
    }

    /** Hears of every event as it is recorded, repeated warnings included, on the caller's thread; must wait for nothing. */
    @FunctionalInterface
    public interface Listener {
        void heard(HasMetadata object, Kind kind, String reason, String note);
    }

    private final KubernetesClient client;
    private final String controller;
    private final String instance;
    private final InstantSource clock;
    private final Executor outbox;
    private final Listener listener;
    private final Map<String, Instant> recent = new ConcurrentHashMap<>();

    /** A recorder that nobody listens to. */
    public EventRecorder(
            KubernetesClient client, String controller, String instance, InstantSource clock, Executor outbox) {
        this(client, controller, instance, clock, outbox, (object, kind, reason, note) -> {});
    }

    /** @param outbox does the writing, which blocks */
    public EventRecorder(
            KubernetesClient client,
            String controller,
            String instance,
            InstantSource clock,
            Executor outbox,
            Listener listener) {
        this.client = client;
        this.controller = controller;
        this.instance = instance;
        this.clock = clock;
        this.outbox = outbox;
        this.listener = listener;
    }

    /** Tells of {@code object} under a reason that scripts know. */
    public void record(HasMetadata object, Kind kind, String reason, String note) {
        listener.heard(object, kind, reason, note);
        Instant now = clock.instant();
        if (kind == Kind.Warning && saidLately(ObjectKey.of(object) + "|" + reason + "|" + note, now)) {
            return;
        }
        Event event = event(object, kind, reason, note, now);
        outbox.execute(() -> write(object, reason, event));
    }

    private void write(HasMetadata object, String reason, Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn("Event not written object={} reason={}: {}", ObjectKey.of(object), reason, ApiFailure.sentence(e));
        }
    }

    private boolean saidLately(String sentence, Instant now) {
        if (recent.size() >= REMEMBERED) {
            recent.values().removeIf(said -> said.plus(QUIET).isBefore(now));
            if (recent.size() >= REMEMBERED) {
                recent.clear();
            }
        }
        Instant said = recent.get(sentence);
        if (said != null && said.plus(QUIET).isAfter(now)) {
            return true;
        }
        recent.put(sentence, now);
        return false;
    }

    private Event event(HasMetadata object, Kind kind, String reason, String note, Instant now) {
        String namespace = object.getMetadata().getNamespace();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace == null ? "default" : namespace)
                .withGenerateName(object.getMetadata().getName() + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICRO.format(now)))
                .withReportingController(controller)
                .withReportingInstance(instance)
                .withAction(reason)
                .withReason(reason)
                .withType(kind.name())
                .withNote(cut(note))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(object.getApiVersion())
                        .withKind(object.getKind())
                        .withNamespace(namespace)
                        .withName(object.getMetadata().getName())
                        .withUid(object.getMetadata().getUid())
                        .withResourceVersion(object.getMetadata().getResourceVersion())
                        .build())
                .build();
    }

    /** The limit is in bytes, so a cut is made in front of the character that does not fit. */
    private static String cut(String note) {
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_NOTE) {
            return note;
        }
        int end = LONGEST_NOTE - CUT.getBytes(StandardCharsets.UTF_8).length;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }
}
