package dev.weir.scalers.external;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import dev.weir.scalers.upstream.GrpcCall;
import dev.weir.scalers.upstream.GrpcUpstream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the server of one trigger is asked: which metrics there are, then the value of each, then whether the object is active,
 * strictly in this order.
 */
final class ExternalQuestions {

    /** KEDA waits without end; a server of the user's own gets more time than others, for it may ask others in turn. */
    private static final int TIMEOUTS = 5;

    /** All questions of a poll together have as long as those about one metric. */
    private static final int QUESTIONS = 3;

    private final ExternalConfig config;
    private final InstantSource clock;
    private final Duration timeout;
    private final Buffer reference;
    private final Lease<GrpcUpstream> upstream;

    ExternalQuestions(ExternalConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.clock = environment.clock();
        this.timeout = environment.httpTimeout().multipliedBy(TIMEOUTS);
        this.reference = ExternalMessages.reference(config);
        this.upstream = GrpcUpstream.lease(environment, config.tls());
    }

    /** How long all of them may take. */
    Duration patience() {
        return timeout.multipliedBy(QUESTIONS);
    }

    /** Which metrics there are. */
    Future<List<ExternalMetric>> metrics() {
        String problem = config.undialled();
        return problem.isEmpty()
                ? ask(call("GetMetricSpec", reference, timeout), ExternalMessages::metrics)
                : Future.failedFuture(new SourceException(problem));
    }

    /** Which metrics there are is known even where they cannot be measured, so that is no failure. */
    Future<ExternalAnswer> measured(List<ExternalMetric> metrics) {
        if (metrics.isEmpty()) {
            return Future.succeededFuture(ExternalAnswer.unmeasured(metrics, ""));
        }
        Instant until = clock.instant().plus(patience());
        Future<List<ExternalMetric>> values = Future.succeededFuture(List.of());
        for (ExternalMetric metric : metrics) {
            values = values.compose(before -> value(metric, until).map(value -> and(before, metric.measured(value))));
        }
        return values.compose(all -> ask(call("IsActive", reference, timeout), ExternalMessages::active)
                        .map(active -> new ExternalAnswer(all, active, false, "")))
                .recover(fault -> fault instanceof SourceException known
                        ? Future.succeededFuture(ExternalAnswer.unmeasured(metrics, String.valueOf(known.getMessage())))
                        : Future.failedFuture(fault));
    }

    private Future<Double> value(ExternalMetric metric, Instant until) {
        GrpcCall call = call("GetMetrics", ExternalMessages.question(reference, metric.name()), timeout);
        if (clock.instant().isAfter(until)) {
            // Whoever asks has gone; many metrics of a slow server would be asked for on and on.
            return Future.failedFuture(new SourceException(
                    call + ": not all metrics were answered for within " + Faults.words(patience())));
        }
        return ask(call, ExternalMessages::values).map(values -> {
            if (values.isEmpty()) {
                throw new SourceException(call + ": answered no value of the metric \"" + metric.name() + "\"");
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

    private <T> Future<T> ask(GrpcCall call, Function<Buffer, T> read) {
        return upstream.client().ask(call).map(answer -> {
            try {
                return read.apply(answer);
            } catch (IllegalArgumentException e) {
                throw new SourceException(call + ": " + nonsense(e));
            }
        });
    }

    /** What is wrong with a message that cannot be read. */
    static String nonsense(IllegalArgumentException problem) {
        return "answered with something that is no message of an external scaler: " + problem.getMessage();
    }

    /** The call of a method whose answer lasts. */
    GrpcCall lasting(String method) {
        return call(method, reference, null);
    }

    private GrpcCall call(String method, Buffer message, @Nullable Duration bound) {
        return new GrpcCall(
                config.server(), "/externalscaler.ExternalScaler/" + method, Map.of(), message, false, bound);
    }

    Future<Void> close() {
        return upstream.release();
    }
}
