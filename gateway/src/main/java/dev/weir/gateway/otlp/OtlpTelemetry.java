package dev.weir.gateway.otlp;

import dev.weir.cache.trace.Tracing;
import dev.weir.controller.observed.Overview;
import dev.weir.gateway.config.TelemetrySettings;
import dev.weir.gateway.telemetry.Build;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The OpenTelemetry library, set up from its usual variables but for what is switched on here. */
final class OtlpTelemetry implements Telemetry {

    private static final int LAST_SECONDS = 5;

    /** Logs each failure with a stack trace; {@link Deliveries} tells once in a while. Held, for else its level is forgotten. */
    private static final Logger CHATTER = Logger.getLogger("io.opentelemetry");

    /** Where neither variables nor switches say anything: the protocol is that of KEDA. */
    private static final Map<String, String> DEFAULTS =
            Map.of("otel.service.name", "weir", "otel.exporter.otlp.protocol", "http/protobuf");

    private final OpenTelemetrySdk sdk;
    private final KedaProducer producer;
    private final Tracing tracing;

    private OtlpTelemetry(OpenTelemetrySdk sdk, KedaProducer producer, Tracing tracing) {
        this.sdk = sdk;
        this.producer = producer;
        this.tracing = tracing;
    }

    static OtlpTelemetry start(
            TelemetrySettings settings,
            Map<String, String> overrides,
            Build build,
            MeterRegistry meters,
            InstantSource clock) {
        CHATTER.setLevel(Level.OFF);
        KedaProducer producer = new KedaProducer(build, settings.highCardinality(), clock);
        Deliveries spans = new Deliveries("traces", meters, clock);
        Deliveries metrics = new Deliveries("metrics", meters, clock);
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addPropertiesCustomizer(given -> properties(settings, overrides))
                .addMeterProviderCustomizer((provider, given) -> provider.registerMetricProducer(producer))
                .addMetricExporterCustomizer((exporter, given) -> new WatchedMetricExporter(exporter, metrics))
                .addSpanExporterCustomizer((exporter, given) -> new WatchedSpanExporter(exporter, spans))
                .addTracerProviderCustomizer((provider, given) -> provider.addSpanProcessor(new EndedSpans(meters)));
        try {
            OpenTelemetrySdk sdk = builder.build().getOpenTelemetrySdk();
            Tracing tracing =
                    settings.traces() ? OtlpSpan.tracing(sdk.getTracer("weir", build.version())) : Tracing.OFF;
            return new OtlpTelemetry(sdk, producer, tracing);
        } catch (ConfigurationException e) {
            throw new IllegalStateException("OpenTelemetry cannot be set up: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(TelemetrySettings settings, Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put("otel.logs.exporter", "none");
        if (!settings.metrics()) {
            all.put("otel.metrics.exporter", "none");
        }
        if (!settings.traces()) {
            all.put("otel.traces.exporter", "none");
        }
        return all;
    }

    @Override
    public Tracing tracing() {
        return tracing;
    }

    @Override
    public void tellOf(Supplier<Overview> look) {
        producer.lookAt(look);
    }

    @Override
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        CompletableResultCode ended = sdk.shutdown();
        ended.whenComplete(closed::tryComplete);
        return closed.future().timeout(LAST_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }
}
