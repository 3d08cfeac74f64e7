package dev.weir.gateway.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.gateway.testing.Overviews;
import dev.weir.gateway.testing.Scrape;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every metric of KEDA's operator, adapter and webhooks is there, or named here as one that Weir has no reason for. */
final class KedaNamesTest {

    /** With their types. */
    private static final Map<String, String> KEDA = Map.ofEntries(
            Map.entry("keda_build_info", "gauge"),
            Map.entry("keda_scaler_active", "gauge"),
            Map.entry("keda_scaler_metrics_value", "gauge"),
            Map.entry("keda_scaler_metrics_latency_seconds", "gauge"),
            Map.entry("keda_scaler_detail_errors_total", "counter"),
            Map.entry("keda_scaled_object_errors_total", "counter"),
            Map.entry("keda_scaled_job_errors_total", "counter"),
            Map.entry("keda_scaled_object_paused", "gauge"),
            Map.entry("keda_scaler_empty_upstream_responses_total", "counter"),
            Map.entry("keda_trigger_registered_total", "gauge"),
            Map.entry("keda_resource_registered_total", "gauge"),
            Map.entry("keda_internal_scale_loop_latency_seconds", "gauge"),
            Map.entry("keda_cloudeventsource_events_emitted_total", "counter"),
            Map.entry("keda_cloudeventsource_events_queued", "gauge"),
            Map.entry("keda_scaler_http_requests_total", "counter"),
            Map.entry("keda_scaler_http_request_duration_seconds", "histogram"),
            Map.entry("keda_internal_metricsservice_grpc_server_started_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_server_handled_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_server_msg_received_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_server_msg_sent_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_server_handling_seconds", "histogram"),
            Map.entry("keda_internal_metricsservice_grpc_client_started_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_client_handled_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_client_msg_received_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_client_msg_sent_total", "counter"),
            Map.entry("keda_internal_metricsservice_grpc_client_handling_seconds", "histogram"),
            Map.entry("keda_webhook_scaled_object_validations_total", "counter"),
            Map.entry("keda_webhook_scaled_object_validation_errors_total", "counter"));

    /** Whose subject Weir does not have, or not yet. */
    private static final Set<String> NOT_APPLICABLE = Set.of(
            // ScaledJobs do not run.
            "keda_scaled_job_errors_total",
            // There are no CloudEvents.
            "keda_cloudeventsource_events_emitted_total",
            "keda_cloudeventsource_events_queued",
            // Operator and metrics server are one process.
            "keda_internal_metricsservice_grpc_server_started_total",
            "keda_internal_metricsservice_grpc_server_handled_total",
            "keda_internal_metricsservice_grpc_server_msg_received_total",
            "keda_internal_metricsservice_grpc_server_msg_sent_total",
            "keda_internal_metricsservice_grpc_server_handling_seconds",
            "keda_internal_metricsservice_grpc_client_started_total",
            "keda_internal_metricsservice_grpc_client_handled_total",
            "keda_internal_metricsservice_grpc_client_msg_received_total",
            "keda_internal_metricsservice_grpc_client_msg_sent_total",
            "keda_internal_metricsservice_grpc_client_handling_seconds",
            // There are no webhooks.
            "keda_webhook_scaled_object_validations_total",
            "keda_webhook_scaled_object_validation_errors_total");

    @Test
    void everyNameIsThereWithItsTypeOrNotApplicable() {
        Map<String, String> expected = new HashMap<>(KEDA);
        expected.keySet().removeAll(NOT_APPLICABLE);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.getPrometheusRegistry()
                .register(new KedaMetrics(Overviews::full, new Build("1", "2", "3", "4", "5"), false));

        assertEquals(
                new TreeMap<>(expected),
                new TreeMap<>(Scrape.of(meters.scrape()).types()));
    }
}
