package dev.weir.gateway.demo;

import dev.weir.controller.decision.MetricSample;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ExternalMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an HPA asks the external metrics API for one of its metrics, and what the answer means.
 *
 * @param perPod whether the target is for each pod, else for all together
 * @param targetMilli in thousandths
 */
record MetricQuestion(String namespace, String name, Map<String, String> labels, boolean perPod, long targetMilli) {

    MetricQuestion {
        labels = Map.copyOf(labels);
    }

    /** All External metrics of an HPA, in order. */
    static List<MetricQuestion> of(HorizontalPodAutoscaler hpa) {
        return hpa.getSpec().getMetrics().stream()
                .filter(metric -> metric.getExternal() != null)
                .map(metric -> of(hpa.getMetadata().getNamespace(), metric.getExternal()))
                .toList();
    }

    private static MetricQuestion of(String namespace, ExternalMetricSource source) {
        Quantity average = source.getTarget().getAverageValue();
        return new MetricQuestion(
                namespace,
                source.getMetric().getName(),
                source.getMetric().getSelector().getMatchLabels(),
                average != null,
                milli(average == null ? source.getTarget().getValue() : average));
    }

    /** As the HPA controller asks it. */
    String uri() {
        String selector = new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace + "/" + name + "?labelSelector="
                + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }

    /** Reads an ExternalMetricValueList; the value of a metric is the sum of its items. */
    MetricSample read(JsonObject list) {
        JsonArray items = list.getJsonArray("items", new JsonArray());
        if (items.isEmpty()) {
            return missing("no items in the answer");
        }
        long total = 0;
        for (int i = 0; i < items.size(); i++) {
            total += milli(new Quantity(items.getJsonObject(i).getString("value")));
        }
        return perPod ? MetricSample.perPod(name, targetMilli, total) : MetricSample.whole(name, targetMilli, total);
    }

    MetricSample missing(String why) {
        return new MetricSample.Missing(name, false, why);
    }

    /** Thousandths, rounded up, as Kubernetes compares quantities. */
    private static long milli(Quantity quantity) {
        return quantity.getNumericalAmount()
                .movePointRight(3)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
