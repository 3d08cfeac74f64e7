package dev.weir.controller.cloudevents;

import dev.weir.cache.pace.Timeline;
import dev.weir.controller.cloudevents.Emissions.Emitted;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.upstream.HttpAnswer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells all sources of what is recorded. Any thread may call; nothing waits. */
public final class Emitter implements EventRecorder.Listener {

    private static final long GRACE_SECONDS = 3;

    private final Timeline timeline;
    private final Supplier<UUID> ids;
    private final Line.Surroundings around;
    private final Repeats repeats = new Repeats();

    /** Changed on the timeline only. */
    private final Map<ObjectKey, Line> lines = new ConcurrentHashMap<>();

    /**
     * @param http sends a request and answers with whatever came back
     * @param operator namespace of the operator's own objects
     * @param ids a new one for each event
     * @param changed hears of sources that become active or inactive
     */
    public Emitter(
            Timeline timeline,
            Function<HttpCall, Future<HttpAnswer>> http,
            Delivery delivery,
            String operator,
            Supplier<UUID> ids,
            MeterRegistry registry,
            Consumer<ObjectKey> changed) {
        this.timeline = timeline;
        this.ids = ids;
        Counter dropped = Counter.builder("weir.cloudevents.dropped").register(registry);
        around = new Line.Surroundings(timeline, http, delivery, operator, dropped, changed);
    }

    @Override
    public void heard(HasMetadata object, EventRecorder.Kind kind, String reason, String note) {
        if (lines.isEmpty()) {
            return;
        }
        EventTypes.of(object.getKind(), reason)
                .map(type -> Occurrence.of(type, object, reason, note, ids.get().toString(), timeline.now()))
                .ifPresent(occurrence -> timeline.execute(() -> tell(occurrence)));
    }

    private void tell(Occurrence occurrence) {
        if (!repeats.holds(occurrence)) {
            lines.values().forEach(line -> line.add(occurrence));
        }
    }

    /** From now on tells this source too, or tells it as it is now. */
    public void bring(EventSource source) {
        timeline.execute(() -> lines.computeIfAbsent(source.key(), key -> new Line(source, around))
                .become(source));
    }

    /** The source is gone, or nothing can be sent for it; what waited for it goes too. */
    public void remove(ObjectKey key) {
        timeline.execute(() -> {
            Line line = lines.remove(key);
            if (line != null) {
                line.close();
            }
        });
    }

    /** Why a source's events do not arrive; empty as long as nothing is known to be wrong. */
    public Optional<String> inactive(ObjectKey key) {
        return Optional.ofNullable(lines.get(key)).flatMap(Line::inactive);
    }

    /** Tells nobody any more until they are brought again: somebody else leads. What waits is still sent if it arrives. */
    public Future<Void> rest() {
        Promise<Void> left = Promise.promise();
        timeline.execute(() -> {
            List<Future<Void>> leaving =
                    lines.values().stream().map(Line::leave).toList();
            lines.clear();
            Future.join(leaving).<Void>mapEmpty().onComplete(left);
        });
        return left.future().timeout(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    public Emissions emissions() {
        List<Emitted> emitted = new ArrayList<>();
        Map<String, Long> waiting = new HashMap<>();
        lines.values().forEach(line -> {
            line.tally().each(emitted::add);
            waiting.merge(line.tally().namespace(), (long) line.tally().waiting.get(), Long::sum);
        });
        return new Emissions(emitted, waiting);
    }
}
