package dev.weir.gateway.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.observed.Overview;
import dev.weir.gateway.testing.Overviews;
import dev.weir.gateway.testing.Scrape;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KEDA's metrics as a scrape reads them: name, type, labels, value. */
@Timeout(60)
final class KedaMetricsTest {

    private static final Build BUILD = new Build("1.2.3", "abc", "java17", "linux", "amd64");

    private final Scrape scrape = scrape(Overviews.full(), false);

    @Test
    void buildInfo() {
        assertEquals("gauge", scrape.types().get("keda_build_info"));
        assertEquals(
                1,
                scrape.value(
                        "keda_build_info",
                        Map.of(
                                "version", "1.2.3",
                                "git_commit", "abc",
                                "goversion", "java17",
                                "goos", "linux",
                                "goarch", "amd64")));
    }

    @ParameterizedTest
    @CsvSource({
        "keda_scaler_active, gauge, 1, 0",
        "keda_scaler_metrics_value, gauge, 7.5, ",
        "keda_scaler_metrics_latency_seconds, gauge, 0.25, ",
        "keda_scaler_detail_errors_total, counter, 0, 4"
    })
    void metricsOfTriggers(String name, String type, double ofOrders, Double ofMails) {
        Map<String, String> orders = Map.of(
                "namespace", "shop",
                "metric", "s0-in",
                "scaledObject", "orders",
                "scaler", "in-line",
                "triggerIndex", "0",
                "type", "scaledobject");
        Map<String, String> mails = Map.of(
                "namespace", "shop",
                "metric", "s1-cron",
                "scaledObject", "mails",
                "scaler", "cronScaler",
                "triggerIndex", "1",
                "type", "scaledobject");
        assertEquals(type, scrape.types().get(name));
        assertEquals(ofOrders, scrape.value(name, orders));
        if (ofMails == null) {
            assertEquals(1, scrape.samples(name).size(), "nothing is known of mails");
        } else {
            assertEquals(ofMails, scrape.value(name, mails));
        }
    }

    @ParameterizedTest
    @CsvSource({"keda_scaled_object_errors_total, counter, 5, 0", "keda_scaled_object_paused, gauge, 0, 1"})
    void metricsOfObjects(String name, String type, double ofOrders, double ofResting) {
        assertEquals(type, scrape.types().get(name));
        assertEquals(ofOrders, scrape.value(name, Map.of("namespace", "shop", "scaledObject", "orders")));
        assertEquals(ofResting, scrape.value(name, Map.of("namespace", "shop", "scaledObject", "resting")));
    }

    @Test
    void latenessOfObjectsThatAreAskedAbout() {
        String name = "keda_internal_scale_loop_latency_seconds";
        assertEquals("gauge", scrape.types().get(name));
        assertEquals(
                0.02, scrape.value(name, Map.of("namespace", "shop", "type", "scaledobject", "resource", "orders")));
        assertEquals(1, scrape.samples(name).size());
    }

    @Test
    void whatIsRegistered() {
        assertEquals("gauge", scrape.types().get("keda_trigger_registered_total"));
        assertEquals(2, scrape.value("keda_trigger_registered_total", Map.of("type", "cron")));
        assertEquals("gauge", scrape.types().get("keda_resource_registered_total"));
        assertEquals(
                2,
                scrape.value("keda_resource_registered_total", Map.of("type", "scaled_object", "namespace", "shop")));
        assertEquals(
                1,
                scrape.value(
                        "keda_resource_registered_total",
                        Map.of("type", "cluster_trigger_authentication", "namespace", "default")));
    }

    @Test
    void answersWithoutAValue() {
        String name = "keda_scaler_empty_upstream_responses_total";
        assertEquals("counter", scrape.types().get(name));
        assertEquals(
                6,
                scrape.value(
                        name,
                        Map.of(
                                "namespace", "shop",
                                "scaledResource", "orders",
                                "triggerName", "in-line",
                                "metricName", "s0-in",
                                "resourceType", "scaledobject",
                                "ignoreNullValues", "true")));
    }

    @Test
    void httpRequests() {
        String name = "keda_scaler_http_requests_total";
        assertEquals("counter", scrape.types().get(name));
        assertEquals(6, scrape.value(name, ofRequest("200")));
        assertEquals(2, scrape.value(name, ofRequest("error")));
    }

    @Test
    void durationsOfHttpRequestsInKedasBuckets() {
        Map<String, String> labels = Map.of("scaler", "prometheus", "status_code", "200");
        assertDurations(scrape, labels);
        assertEquals(Set.of("scaler", "status_code"), scrape.labelNames("keda_scaler_http_request_duration_seconds"));
    }

    @Test
    void durationsSayWhoseTheyAreWhereThatIsWanted() {
        assertDurations(scrape(Overviews.full(), true), ofRequest("200"));
    }

    private static void assertDurations(Scrape scrape, Map<String, String> labels) {
        String name = "keda_scaler_http_request_duration_seconds";
        assertEquals("histogram", scrape.types().get(name));
        assertEquals(6, scrape.value(name + "_count", labels));
        assertEquals(12.5, scrape.value(name + "_sum", labels));
        Map<String, Double> expected = new TreeMap<>();
        List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "+Inf")
                .forEach(bound -> expected.put(bound, 5.0));
        expected.put("0.005", 3.0);
        expected.put("+Inf", 6.0);
        Map<String, Double> buckets = new TreeMap<>();
        scrape.samples(name + "_bucket").stream()
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .forEach(sample -> buckets.put(sample.labels().get("le"), sample.value()));
        assertEquals(expected, buckets);
    }

    @Test
    void whatIsNotThereHasNoSeries() {
        Scrape empty = scrape(Overviews.ofObjects(0), false);
        assertTrue(empty.types().containsKey("keda_build_info"));
        assertFalse(empty.types().containsKey("keda_scaler_active"));
    }

    @Test
    void thousandsOfObjectsAreAllThere() {
        Scrape many = scrape(Overviews.ofObjects(10_000), false);
        assertEquals(10_000, many.samples("keda_scaler_metrics_value").size());
        assertEquals(10_000, many.samples("keda_scaled_object_paused").size());
    }

    @Test
    void eachMetricSaysWhatItIs() {
        scrape.types().keySet().forEach(name -> assertFalse(scrape.help(name).isBlank(), name));
    }

    private static Map<String, String> ofRequest(String status) {
        return Map.of(
                "namespace", "shop",
                "scaled_resource", "orders",
                "scaler", "prometheus",
                "trigger_name", "in-line",
                "metric_name", "s0-in",
                "status_code", status);
    }

    private static Scrape scrape(Overview overview, boolean wide) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.getPrometheusRegistry().register(new KedaMetrics(() -> overview, BUILD, wide));
        return Scrape.of(meters.scrape());
    }
}
