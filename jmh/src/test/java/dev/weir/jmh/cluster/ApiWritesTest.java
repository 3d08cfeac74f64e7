package dev.weir.jmh.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApiWritesTest {

    /** As an API server prints it. */
    private static final String METRICS = """
            # HELP apiserver_request_total [STABLE] Counter of apiserver requests broken out for each verb, group, …
            # TYPE apiserver_request_total counter
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="keda.sh",resource="scaledobjects",scope="resource",subresource="status",verb="PATCH",version="v1alpha1"} 1000
            apiserver_request_total{code="409",component="apiserver",dry_run="",group="keda.sh",resource="scaledobjects",scope="resource",subresource="status",verb="PATCH",version="v1alpha1"} 2
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="keda.sh",resource="scaledobjects",scope="resource",subresource="",verb="PATCH",version="v1alpha1"} 7
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="keda.sh",resource="scaledobjects",scope="resource",subresource="",verb="GET",version="v1alpha1"} 9
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="apps",resource="deployments",scope="resource",subresource="scale",verb="PUT",version="v1"} 1.1e+03
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="apps",resource="deployments",scope="resource",subresource="status",verb="PUT",version="v1"} 5
            apiserver_request_total{code="201",component="apiserver",dry_run="",group="events.k8s.io",resource="events",scope="resource",subresource="",verb="POST",version="v1"} 40
            apiserver_request_total{code="201",component="apiserver",dry_run="",group="",resource="events",scope="resource",subresource="",verb="POST",version="v1"} 50
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="autoscaling",resource="horizontalpodautoscalers",scope="resource",subresource="status",verb="PUT",version="v2"} 60
            apiserver_request_total{code="201",component="apiserver",dry_run="",group="autoscaling",resource="horizontalpodautoscalers",scope="resource",subresource="",verb="POST",version="v2"} 70
            apiserver_request_total{code="200",component="apiserver",dry_run="",group="coordination.k8s.io",resource="leases",scope="resource",subresource="",verb="PUT",version="v1"} 80
            apiserver_request_terminations_total{code="200",resource="scaledobjects",verb="PATCH"} 1
            """;

    @Test
    void takesWhatOnlyWeirWrites() {
        assertEquals(
                Map.of(
                        "scaledobjects/status PATCH", 1_002L,
                        "scaledobjects PATCH", 7L,
                        "deployments/scale PUT", 1_100L,
                        "events POST", 40L,
                        "horizontalpodautoscalers POST", 70L),
                ApiWrites.parse(METRICS).counts());
    }

    @Test
    void tellsWhatCameSinceAnEarlierLook() {
        ApiWrites earlier = ApiWrites.parse(METRICS);
        ApiWrites later = ApiWrites.parse(METRICS.replace("} 40", "} 140").replace("} 1000", "} 1050"));
        ApiWrites between = later.since(earlier);
        assertEquals(Map.of("events POST", 100L, "scaledobjects/status PATCH", 50L), between.counts());
        assertEquals(150, between.total());
        assertEquals(3.0, between.perObject(50));
    }
}
