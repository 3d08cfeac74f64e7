package dev.weir.gateway.passthrough;

import dev.weir.gateway.access.Caller;
import dev.weir.gateway.config.PassThroughSettings;
import dev.weir.gateway.passthrough.NoAnswerException.Why;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a second adapter for what is not ours, and knows what it offers.
 *
 * <p>Who asks at the same time for the same as the same caller shares one request; an answer that is kept is shared by all
 * callers. So many may wait as the settings allow; one more is told so at once. The state belongs to one event loop of its
 * own; any thread may call.
 */
public final class PassThrough {

    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);

    /** Where an adapter lists what it has. */
    private static final String LIST = "/apis/external.metrics.k8s.io/v1beta1";

    private static final int MAX_RESOURCES = 20_000;

    /** As whom Weir itself asks, where it may say who asks. */
    private static final Caller WEIR = new Caller("weir", "", List.of("system:authenticated"), Map.of());

    private record Question(String uri, String accept, Caller caller) {}

    private final Vertx vertx;
    private final Context loop;
    private final PassThroughSettings settings;
    private final String self;
    private final InstantSource clock;
    private final Outcomes outcomes;
    private final Kept kept;
    private final Map<Question, Future<Answer>> underWay = new HashMap<>();
    private final AtomicInteger asking = new AtomicInteger();
    private volatile Offer offer = new Offer(List.of(), "the second adapter has not been asked yet");
    private @Nullable Adapter adapter;
    private long timer;
    private boolean closed;

    /** @param self a name of this process that no other has */
    public PassThrough(
            Vertx vertx, PassThroughSettings settings, String self, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        this.self = self;
        this.clock = clock;
        this.outcomes = new Outcomes(meters);
        this.kept = new Kept(settings.keep().orElse(Duration.ZERO));
        Gauge.builder("weir.adapter.waiting", asking, AtomicInteger::get)
                .description("Requests that wait for an answer of the second adapter")
                .register(meters);
        Gauge.builder("weir.adapter.up", this, adapter -> adapter.offer.note().isEmpty() ? 1 : 0)
                .description("1 if the second adapter said what it has when it was asked last")
                .register(meters);
    }

    /** Begins to look at the adapter; completes after the first look, whatever came of it. */
    public Future<Void> start() {
        return onLoop(this::look);
    }

    /** The name of this process, for requests that come round. */
    public String self() {
        return self;
    }

    /** What the adapter has; the same object as long as nothing changes. */
    public Offer offer() {
        return offer;
    }

    /**
     * Asks for a metric. Fails with {@link NoAnswerException}; completes on any thread.
     *
     * @param uri path and query, as they came
     * @param accept what is wanted in return
     */
    public Future<Answer> ask(String uri, String accept, Caller caller) {
        if (asking.incrementAndGet() > settings.connections() + settings.waiting()) {
            asking.decrementAndGet();
            outcomes.failed(Why.CROWDED);
            return Future.failedFuture(new NoAnswerException(
                    Why.CROWDED,
                    "too many requests wait for the adapter at " + settings.place() + " already, "
                            + settings.connections() + " under way and " + settings.waiting() + " behind them"));
        }
        return onLoop(() -> answer(new Question(uri, accept, caller))).onComplete(done -> asking.decrementAndGet());
    }

    /** Lets go of the adapter; who still waits is told that it cannot be reached. */
    public Future<Void> close() {
        return onLoop(() -> {
            closed = true;
            vertx.cancelTimer(timer);
            Adapter last = adapter;
            return last == null ? Future.succeededFuture() : last.close();
        });
    }

    private Future<Answer> answer(Question question) {
        String what = question.uri + '\n' + question.accept;
        Optional<Answer> young = kept.find(what, clock.millis());
        if (young.isPresent()) {
            outcomes.kept();
            return Future.succeededFuture(young.get());
        }
        Future<Answer> shared = underWay.get(question);
        if (shared != null) {
            outcomes.shared();
            return shared;
        }
        Future<Answer> asked = exchange(question);
        if (!asked.isComplete()) {
            underWay.put(question, asked);
        }
        return asked.onComplete(done -> underWay.remove(question))
                .onSuccess(answer -> {
                    outcomes.answered();
                    kept.put(what, answer, clock.millis());
                })
                .onFailure(fault ->
                        outcomes.failed(fault instanceof NoAnswerException known ? known.why() : Why.UNREACHABLE));
    }

    private Future<Answer> exchange(Question question) {
        Adapter now = adapter;
        return now == null
                ? Future.failedFuture(new NoAnswerException(Why.UNREACHABLE, offer.note()))
                : now.get(question.uri, question.accept, question.caller);
    }

    /** Looks at the files and at the adapter's list, and again after a while. */
    private Future<Void> look() {
        return AdapterFiles.read(vertx, settings)
                .compose(this::use)
                .compose(usable -> Objects.requireNonNull(adapter).get(LIST, "application/json", WEIR))
                .map(this::listed)
                .otherwise(fault -> new Offer(List.of(), String.valueOf(fault.getMessage())))
                .onSuccess(this::say)
                .onComplete(done -> {
                    if (!closed) {
                        timer = vertx.setTimer(settings.refresh().toMillis(), due -> look());
                    }
                })
                .mapEmpty();
    }

    /** Files that cannot be used leave the former in place. */
    private Future<Void> use(AdapterFiles files) {
        Adapter former = adapter;
        if (former != null) {
            return former.use(files);
        }
        adapter = new Adapter(vertx, settings, self, files);
        return Future.succeededFuture();
    }

    private Offer listed(Answer answer) {
        String place = "the adapter at " + settings.place();
        if (answer.code() != 200) {
            throw new NoAnswerException(
                    Why.UNUSABLE, place + " answered " + answer.code() + " when it was asked what it has");
        }
        try {
            JsonArray listed = new JsonObject(answer.body()).getJsonArray("resources", new JsonArray());
            return new Offer(
                    listed.stream()
                            .limit(MAX_RESOURCES)
                            .map(Resource::of)
                            .flatMap(Optional::stream)
                            .toList(),
                    "");
        } catch (DecodeException | ClassCastException notAList) {
            throw new NoAnswerException(Why.UNUSABLE, place + " answered with no list when it was asked what it has");
        }
    }

    private void say(Offer now) {
        if (closed || now.equals(offer)) {
            return;
        }
        if (!now.note().equals(offer.note())) {
            if (now.note().isEmpty()) {
                LOG.info("metrics that are not ours are passed on to {}", settings.place());
            } else {
                LOG.warn("only our own metrics are listed: {}", now.note());
            }
        }
        offer = now;
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(on -> step.get().onComplete(done));
        return done.future();
    }
}
