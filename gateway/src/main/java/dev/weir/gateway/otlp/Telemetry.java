package dev.weir.gateway.otlp;

import dev.weir.cache.trace.Tracing;
import dev.weir.controller.observed.Overview;
import dev.weir.gateway.config.TelemetrySettings;
import dev.weir.gateway.telemetry.Build;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** What is sent of ourselves. Made before what it tells of, so it is told later where to look. */
public interface Telemetry {

    /** Nothing is. */
    Telemetry OFF = new Telemetry() {
        @Override
        public Tracing tracing() {
            return Tracing.OFF;
        }

        @Override
        public void tellOf(Supplier<Overview> look) {}

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    };

    /**
     * As the settings say.
     *
     * @param overrides properties of the OpenTelemetry library that win over the variables {@code OTEL_…} of the process
     * @param meters count what is delivered
     * @throws IllegalStateException with a message for the user if the library cannot make anything of its settings
     */
    static Telemetry of(
            TelemetrySettings settings,
            Map<String, String> overrides,
            Build build,
            MeterRegistry meters,
            InstantSource clock) {
        return settings.metrics() || settings.traces()
                ? OtlpTelemetry.start(settings, overrides, build, meters, clock)
                : OFF;
    }

    /** Where traces begin. */
    Tracing tracing();

    /** Metrics are made of these looks from now on, on a thread of the library. */
    void tellOf(Supplier<Overview> look);

    /** Sends what is left, for some seconds at most. */
    Future<Void> close();
}
