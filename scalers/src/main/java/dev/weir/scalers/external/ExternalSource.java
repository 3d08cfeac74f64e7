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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trigger's server, asked when it is time. Where it tells of other metrics on a stream it is not asked for them any more,
 * and these are measured at once.
 */
final class ExternalSource implements Source<ExternalAnswer> {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalSource.class);

    /** How often a poll begins anew because the server tells of others meanwhile. */
    private static final int ATTEMPTS = 2;

    /** After the first answer, so that what it names is planned when somebody is called for it. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ExternalConfig config;
    private final Vertx vertx;
    private final SourceKey key;
    private final ExternalQuestions questions;
    private final @Nullable Lease<GrpcUpstream> lasting;
    private final List<ExternalStream> streams = new ArrayList<>();
    private final List<EachSecond> paces = new ArrayList<>();
    private @Nullable Context loop;

    /** What the server has told on a stream; null if it never has. */
    private @Nullable List<ExternalMetric> told;

    private @Nullable ExternalAnswer last;

    /** What calls, once somebody listens. */
    private @Nullable EachSecond calls;

    /** Whether a call came before anything was known that anybody could be called for. */
    private boolean early;

    /** @param heard whether the server may call unasked */
    ExternalSource(String type, ExternalConfig config, ScalerEnvironment environment, boolean heard) {
        this.config = config;
        this.vertx = environment.vertx();
        this.key = config.key(environment.keys().question(type), heard);
        this.questions = new ExternalQuestions(config, environment);
        this.lasting = heard ? GrpcUpstream.leaseLasting(environment, config.tls()) : null;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return config.upstream();
    }

    @Override
    public Class<ExternalAnswer> readingType() {
        return ExternalAnswer.class;
    }

    @Override
    public Duration patience() {
        return questions.patience().plusSeconds(1);
    }

    @Override
    public Future<ExternalAnswer> poll() {
        return poll(ATTEMPTS).onSuccess(this::know);
    }

    private void know(ExternalAnswer answer) {
        last = answer;
        EachSecond waiting = calls;
        if (early && waiting != null) {
            early = false;
            later(SOON, waiting::ask);
        }
    }

    private Future<ExternalAnswer> poll(int attempts) {
        List<ExternalMetric> known = told;
        Future<List<ExternalMetric>> metrics = known == null ? questions.metrics() : Future.succeededFuture(known);
        return metrics.compose(questions::measured).compose(answer -> {
            List<ExternalMetric> now = told;
            if (now == known || now == null) {
                return Future.succeededFuture(answer);
            }
            // What was named before the server told of others is not to come after it.
            return attempts > 1
                    ? poll(attempts - 1)
                    : Future.succeededFuture(ExternalAnswer.unmeasured(
                            now, config.upstream() + " told of other metrics whenever it was asked for their values"));
        });
    }

    @Override
    public void listen(Consumer<ExternalAnswer> sink) {
        Lease<GrpcUpstream> open = lasting;
        if (open == null || !config.undialled().isEmpty()) {
            return;
        }
        Context own = vertx.getOrCreateContext();
        loop = own;
        EachSecond called = new EachSecond(this::later, () -> call(sink));
        EachSecond measures = new EachSecond(this::later, () -> measure(sink));
        calls = called;
        paces.addAll(List.of(called, measures));
        streams.add(stream(open, "StreamIsActive", false, ExternalMessages::active, active -> {
            // That it is not active any more only a poll says.
            if (active) {
                called.ask();
            }
        }));
        streams.add(stream(open, "StreamMetricSpec", true, ExternalMessages::metrics, metrics -> {
            if (!metrics.equals(told)) {
                told(metrics);
                measures.ask();
            }
        }));
        own.runOnContext(go -> streams.forEach(ExternalStream::open));
    }

    void told(List<ExternalMetric> metrics) {
        told = metrics;
    }

    private <T> ExternalStream stream(
            Lease<GrpcUpstream> open, String method, boolean optional, Function<Buffer, T> read, Consumer<T> taker) {
        GrpcCall call = questions.lasting(method);
        return new ExternalStream(
                this::later,
                call.toString(),
                messages -> opened(open.client().call(call, messages)),
                message -> taker.accept(read(message, read)),
                optional);
    }

    private static <T> T read(Buffer message, Function<Buffer, T> read) {
        try {
            return read.apply(message);
        } catch (IllegalArgumentException e) {
            throw new SourceException(ExternalQuestions.nonsense(e));
        }
    }

    private static ExternalStream.Opened opened(GrpcExchange exchange) {
        return new ExternalStream.Opened(exchange.end(), exchange::cancel);
    }

    private Runnable later(Duration time, Runnable what) {
        long timer = vertx.setTimer(time.toMillis(), due -> what.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** Nobody is called for a metric that is not known; what came before the first answer is told after it. */
    void call(Consumer<ExternalAnswer> sink) {
        ExternalAnswer known = last;
        early = known == null;
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
        return lasting == null
                ? questions.close()
                : Future.all(questions.close(), lasting.release()).mapEmpty();
    }

    @Override
    public String toString() {
        return "ExternalSource[" + upstream() + ", " + key + "]";
    }
}
