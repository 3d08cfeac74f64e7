package dev.weir.controller;

import dev.weir.cache.pace.Timeline;
import dev.weir.controller.cloudevents.Emitter;
import dev.weir.controller.cloudevents.EventSources;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpUpstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What sends CloudEvents, put together.
 *
 * @param http by which they go
 */
record CloudEvents(Emitter emitter, EventSources sources, Lease<HttpUpstream> http) {

    static CloudEvents of(
            ControllerSettings settings,
            TriggerSpecs credentials,
            ScalerEnvironment environment,
            Timeline timeline,
            MeterRegistry registry,
            Consumer<ObjectKey> changed) {
        Lease<HttpUpstream> http = HttpUpstream.lease(environment, TlsSettings.DEFAULT);
        Emitter emitter = new Emitter(
                timeline,
                http.client()::deliver,
                settings.events().delivery(),
                settings.clusterObjectNamespace(),
                UUID::randomUUID,
                registry,
                changed);
        return new CloudEvents(
                emitter, new EventSources(credentials, settings.events().clusterName()), http);
    }

    Future<Void> close() {
        return http.release();
    }
}
