package dev.weir.scalers.external;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.GrpcCall;
import dev.weir.scalers.upstream.GrpcExchange;
import dev.weir.scalers.upstream.GrpcUpstream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trigger's questions to its server: which metrics there are, then the value of each, then whether the object is active,
 * strictly in this order. Where the server tells of other metrics on a stream it is not asked for them any more, and these are
 * measured at once.
 */
final class ExternalSource implements Source<ExternalAnswer> {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalSource.class);

    /** KEDA waits without end; a server of the user's own gets more time than others, for it may ask others in turn. */
    private static final int TIMEOUTS = 5;

    private final ExternalConfig config;
    private final Vertx vertx;
    private final SourceKey key;
    private final Duration timeout;
    private final Buffer reference;
    private final Lease<GrpcUpstream> upstream;
    private final @Nullable Lease<GrpcUpstream> lasting;
    private final List<ExternalStream> streams = new ArrayList<>();
    private @Nullable Context loop;

    /** What the server has told on a stream; null if it never has. */
    private @Nullable List<ExternalMetric> told;

    private @Nullable ExternalAnswer last;
    private final List<EachSecond> paces = new ArrayList<>();

    /** @param heard whether the server may call unasked */
    ExternalSource(String type, ExternalConfig config, ScalerEnvironment environment, boolean heard) {
        this.config = config;
        this.vertx = environment.vertx();
        this.key = config.key(environment.keys().question(type), heard);
        this.timeout = environment.httpTimeout().multipliedBy(TIMEOUTS);
        this.reference = ExternalMessages.reference(config);
        this.upstream = GrpcUpstream.lease(environment, config.tls());
        this.lasting = heard ? GrpcUpstream.leaseLasting(environment, config.tls()) : null;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return config.server().origin();
    }

    @Override
    public Class<ExternalAnswer> readingType() {
        return ExternalAnswer.class;
    }

    /** As long as the three questions about one metric may take. */
    @Override
    public Duration patience() {
        return timeout.multipliedBy(3).plusSeconds(1);
    }

    @Override
    public Future<ExternalAnswer> poll() {
        List<ExternalMetric> known = told;
        Future<List<ExternalMetric>> metrics = known == null
                ? ask("GetMetricSpec", reference, ExternalMessages::metrics)
                : Future.succeededFuture(known);
        // What was named before the server told of others is not to come after it.
        return metrics.compose(this::measured)
                .compose(answer -> told == known ? Future.succeededFuture(answer) : poll())
                .onSuccess(answer -> last = answer);
    }

    /** Which metrics there are is known even where they cannot be measured, so it is no failure of the poll. */
    private Future<ExternalAnswer> measured(List<ExternalMetric> metrics) {
        if (metrics.isEmpty()) {
            return Future.succeededFuture(ExternalAnswer.unmeasured(metrics, ""));
        }
        Future<List<ExternalMetric>> values = Future.succeededFuture(List.of());
        for (ExternalMetric metric : metrics) {
            values = values.compose(before -> value(metric).map(value -> and(before, metric.measured(value))));
        }
        return values.compose(all -> ask("IsActive", reference, ExternalMessages::active)
                        .map(active -> new ExternalAnswer(all, active, false, "")))
                .recover(fault -> fault instanceof SourceException known
                        ? Future.succeededFuture(
                                ExternalAnswer.unmeasured(metrics, String.valueOf(known.getMessage())))
                        : Future.failedFuture(fault));
    }

    private Future<Double> value(ExternalMetric metric) {
        Buffer question = ExternalMessages.question(reference, metric.name());
        return ask("GetMetrics", question, ExternalMessages::values).map(values -> {
            if (values.isEmpty()) {
                throw new SourceException(call("GetMetrics", question, timeout) + ": answered no value of the metric \""
                        + metric.name() + "\"");
            }
            return sum(values);
        });
    }

    /** An HPA adds several up, each as it is served. */
    private static double sum(List<Double> values) {
        return values.size() == 1
                ? values.get(0)
                : values.stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY)
                        .sum();
    }

    private static List<ExternalMetric> and(List<ExternalMetric> before, ExternalMetric next) {
        List<ExternalMetric> all = new ArrayList<>(before);
        all.add(next);
        return all;
    }

    private <T> Future<T> ask(String method, Buffer message, Function<Buffer, T> read) {
        GrpcCall call = call(method, message, timeout);
        return upstream.client().ask(call).map(answer -> read(call, answer, read));
    }

    private static <T> T read(GrpcCall call, Buffer answer, Function<Buffer, T> read) {
        try {
            return read.apply(answer);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    call + ": answered with something that is no message of an external scaler: " + e.getMessage());
        }
    }

    private GrpcCall call(String method, Buffer message, @Nullable Duration bound) {
        return new GrpcCall(
                config.server(), "/externalscaler.ExternalScaler/" + method, Map.of(), message, false, bound);
    }

    @Override
    public void listen(Consumer<ExternalAnswer> sink) {
        Lease<GrpcUpstream> open = lasting;
        if (open == null) {
            return;
        }
        loop = vertx.getOrCreateContext();
        EachSecond calls = new EachSecond(this::later, () -> call(sink));
        EachSecond measures = new EachSecond(this::later, () -> measure(sink));
        paces.addAll(List.of(calls, measures));
        streams.add(stream(open, "StreamIsActive", false, ExternalMessages::active, active -> {
            // That it is not active any more only a poll says.
            if (active) {
                calls.ask();
            }
        }));
        streams.add(stream(open, "StreamMetricSpec", true, ExternalMessages::metrics, metrics -> {
            told = metrics;
            measures.ask();
        }));
        loop.runOnContext(go -> streams.forEach(ExternalStream::open));
    }

    private <T> ExternalStream stream(
            Lease<GrpcUpstream> open, String method, boolean optional, Function<Buffer, T> read, Consumer<T> taker) {
        GrpcCall call = call(method, reference, null);
        return new ExternalStream(
                this::later,
                call.toString(),
                messages -> opened(open.client().call(call, messages)),
                message -> taker.accept(read(call, message, read)),
                optional);
    }

    private static ExternalStream.Opened opened(GrpcExchange exchange) {
        return new ExternalStream.Opened(exchange.end(), exchange::cancel);
    }

    private Runnable later(Duration time, Runnable what) {
        long timer = vertx.setTimer(time.toMillis(), due -> what.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** Before a poll has told of a metric nobody is called for anything. */
    void call(Consumer<ExternalAnswer> sink) {
        ExternalAnswer known = last;
        if (known != null && !known.metrics().isEmpty()) {
            sink.accept(known.calling());
        }
    }

    private void measure(Consumer<ExternalAnswer> sink) {
        poll().onSuccess(sink::accept)
                .onFailure(fault -> LOG.warn("told metrics cannot be measured source={}", key, fault));
    }

    @Override
    public Future<Void> close() {
        Context own = loop;
        if (own != null) {
            own.runOnContext(go -> {
                streams.forEach(ExternalStream::close);
                paces.forEach(EachSecond::close);
            });
        }
        return lasting == null ? upstream.release() : Future.all(upstream.release(), lasting.release()).mapEmpty();
    }

    @Override
    public String toString() {
        return "ExternalSource[" + upstream() + ", " + key + "]";
    }
}
