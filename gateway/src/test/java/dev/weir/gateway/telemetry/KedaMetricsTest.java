package dev.weir.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.cloudevents.Emissions;
import dev.weir.controller.cloudevents.Emissions.Emitted;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.Overview.Empties;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Http;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.OfJobs;
import dev.weir.controller.observed.Overview.Registered;
import dev.weir.controller.observed.Overview.ScaledItem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The names, labels and types that KEDA's dashboards and alerts are made for. */
final class KedaMetricsTest {

    private static final Build BUILD = new Build("1.2.3", "abc", "java17", "linux", "amd64");

    private static final String L =
            "{namespace=\"shop\",metric=\"s0-queue\",scaledObject=\"orders\",scaler=\"rabbitMQScaler\",triggerIndex=\"0\",type=\"scaledobject\"} ";

    /** What belongs to parts that Weir does not have. */
    private static final Set<String> NOT_THERE = Set.of(
            "keda_internal_metricsservice_grpc_server_started_total",
            "keda_internal_metricsservice_grpc_server_handled_total",
            "keda_internal_metricsservice_grpc_server_msg_received_total",
            "keda_internal_metricsservice_grpc_server_msg_sent_total",
            "keda_internal_metricsservice_grpc_server_handling_seconds");

    private static final Set<String> KEDA = Set.of(
            "keda_build_info",
            "keda_scaler_active",
            "keda_scaler_metrics_value",
            "keda_scaler_metrics_latency_seconds",
            "keda_scaler_detail_errors_total",
            "keda_scaled_object_errors_total",
            "keda_scaled_job_errors_total",
            "keda_scaled_object_paused",
            "keda_scaler_empty_upstream_responses_total",
            "keda_trigger_registered_total",
            "keda_resource_registered_total",
            "keda_internal_scale_loop_latency_seconds",
            "keda_cloudeventsource_events_emitted_total",
            "keda_cloudeventsource_events_queued",
            "keda_scaler_http_requests_total",
            "keda_scaler_http_request_duration_seconds",
            "keda_internal_metricsservice_grpc_server_started_total",
            "keda_internal_metricsservice_grpc_server_handled_total",
            "keda_internal_metricsservice_grpc_server_msg_received_total",
            "keda_internal_metricsservice_grpc_server_msg_sent_total",
            "keda_internal_metricsservice_grpc_server_handling_seconds");

    @Test
    void everyNameIsThereOrNotApplicable() {
        Set<String> there = text(false)
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>(KEDA);
        expected.removeAll(NOT_THERE);

        assertEquals(expected, there);
    }

    @Test
    void theBuildIsTold() {
        assertLine(
                "keda_build_info{version=\"1.2.3\",git_commit=\"abc\",goversion=\"java17\",goos=\"linux\",goarch=\"amd64\"} 1");
    }

    @Test
    void triggersAreTold() {
        assertLine("keda_scaler_active" + L + "1");
        assertLine("keda_scaler_metrics_value" + L + "7.5");
        assertLine("keda_scaler_metrics_latency_seconds" + L + "0.25");
        assertLine("keda_scaler_detail_errors_total" + L + "3");
        assertLine(
                "keda_scaler_empty_upstream_responses_total{namespace=\"shop\",scaledResource=\"orders\",triggerName=\"\","
                        + "metricName=\"s0-queue\",resourceType=\"scaledobject\",ignoreNullValues=\"true\"} 2");
    }

    @Test
    void objectsAreTold() {
        assertLine("keda_scaled_object_paused{namespace=\"shop\",scaledObject=\"orders\"} 1");
        assertLine("keda_scaled_object_errors_total{namespace=\"shop\",scaledObject=\"orders\"} 4");
        assertLine(
                "keda_internal_scale_loop_latency_seconds{namespace=\"shop\",type=\"scaledobject\",resource=\"orders\"} 0.002");
        assertLine("keda_trigger_registered_total{type=\"rabbitmq\"} 9");
        assertLine("keda_resource_registered_total{type=\"scaled_object\",namespace=\"shop\"} 1");
        assertLine("# TYPE keda_trigger_registered_total gauge");
    }

    @Test
    void scaledJobsAreToldApartByTheirType() {
        String labels = "{namespace=\"shop\",metric=\"s0-jobs\",scaledObject=\"import\",scaler=\"rabbitMQScaler\","
                + "triggerIndex=\"0\",type=\"scaledjob\"} ";
        assertLine("keda_scaler_active" + labels + "0");
        assertLine("keda_scaler_metrics_value" + labels + "12");
        assertLine("keda_scaler_metrics_latency_seconds" + labels + "0.009");
        assertLine("keda_scaler_detail_errors_total" + labels + "2");
        assertLine("keda_scaled_job_errors_total{namespace=\"shop\",scaledJob=\"import\"} 2");
        assertLine(
                "keda_internal_scale_loop_latency_seconds{namespace=\"shop\",type=\"scaledjob\",resource=\"import\"} 0.03");
        assertLine(
                "keda_scaler_empty_upstream_responses_total{namespace=\"shop\",scaledResource=\"import\",triggerName=\"\","
                        + "metricName=\"s0-jobs\",resourceType=\"scaledjob\",ignoreNullValues=\"false\"} 1");
    }

    @Test
    void httpIsToldByTypeAndWithTheSettingByTrigger() {
        String requests = "{namespace=\"shop\",scaled_resource=\"orders\",scaler=\"rabbitmq\",trigger_name=\"q\","
                + "metric_name=\"s0-queue\",status_code=\"200\"} ";
        assertLine("keda_scaler_http_requests_total" + requests + "3");
        assertLine(
                "keda_scaler_http_request_duration_seconds_bucket{scaler=\"rabbitmq\",status_code=\"200\",le=\"0.005\"} 1");
        assertLine(
                "keda_scaler_http_request_duration_seconds_bucket{scaler=\"rabbitmq\",status_code=\"200\",le=\"+Inf\"} 3");
        assertLine("keda_scaler_http_request_duration_seconds_sum{scaler=\"rabbitmq\",status_code=\"200\"} 0.5");
        assertLine("keda_scaler_http_request_duration_seconds_count{scaler=\"rabbitmq\",status_code=\"200\"} 3");

        String wide = text(true);
        assertTrue(wide.contains("keda_scaler_http_request_duration_seconds_count" + requests + "3\n"), wide);
        assertFalse(wide.contains("_count{scaler="), wide);
    }

    @Test
    void cloudEventsAreTold() {
        assertLine("keda_cloudeventsource_events_emitted_total{namespace=\"shop\",cloudeventsource=\"audit\","
                + "eventsink=\"http\",state=\"emitted\"} 8");
        assertLine("keda_cloudeventsource_events_queued{namespace=\"shop\"} 2");
    }

    @Test
    void labelsAreEscaped() {
        Overview odd = new Overview(
                List.of(new Metric("shop", "orders", "s0-\"a\\b", "x", 0, false, null, null, 0)),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                Emissions.NONE);

        String text = new KedaMetrics(() -> odd, BUILD, false).get();

        assertTrue(text.contains("metric=\"s0-\\\"a\\\\b\""), text);
        assertFalse(text.contains("keda_scaler_metrics_value{"), "there is no value yet");
    }

    private static void assertLine(String line) {
        String text = text(false);
        assertTrue(text.lines().anyMatch(line::equals), () -> line + " is missing in\n" + text);
    }

    private static String text(boolean highCardinality) {
        Long[] buckets = Collections.nCopies(12, 0L).toArray(Long[]::new);
        buckets[0] = 1L;
        buckets[11] = 2L;
        Exchanges exchanges = new Exchanges("200", Arrays.asList(buckets), 0.5);
        Overview overview = new Overview(
                List.of(new Metric(
                        "shop", "orders", "s0-queue", "rabbitMQScaler", 0, true, 7.5, Duration.ofMillis(250), 3)),
                List.of(new ScaledItem("shop", "orders", true, 4, Duration.ofMillis(2))),
                Map.of("rabbitmq", 9L),
                Map.of(new Registered("scaled_object", "shop"), 1L),
                List.of(new Empties("shop", "orders", "", "s0-queue", true, 2)),
                List.of(new Http("shop", "orders", "rabbitmq", "q", "s0-queue", List.of(exchanges))),
                Map.of("rabbitmq", List.of(exchanges)),
                new Emissions(List.of(new Emitted("shop", "audit", "http", "emitted", 8)), Map.of("shop", 2L)),
                new OfJobs(
                        List.of(new Metric(
                                "shop",
                                "import",
                                "s0-jobs",
                                "rabbitMQScaler",
                                0,
                                false,
                                12.0,
                                Duration.ofMillis(9),
                                2)),
                        List.of(new ScaledItem("shop", "import", false, 2, Duration.ofMillis(30))),
                        List.of(new Empties("shop", "import", "", "s0-jobs", false, 1))));
        return new KedaMetrics(() -> overview, BUILD, highCardinality).get();
    }
}
