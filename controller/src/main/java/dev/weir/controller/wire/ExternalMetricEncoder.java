package dev.weir.controller.wire;

import io.vertx.core.buffer.Buffer;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The body of an answer of the external metrics API: an ExternalMetricValueList of external.metrics.k8s.io/v1beta1. Labels and
 * windows are never set.
 *
 * <p>In protobuf: list {1: metadata, 2: items {1: name, 3: timestamp {1: seconds, 2: nanos}, 5: quantity {1: text}}}, in the
 * envelope of {@link KubernetesEnvelope}. Fields are written even when empty, as Kubernetes itself does.
 */
public final class ExternalMetricEncoder {

    private static final String API_VERSION = "external.metrics.k8s.io/v1beta1";
    private static final String KIND = "ExternalMetricValueList";

    private ExternalMetricEncoder() {}

    /** An answer of one item, as JSON. */
    public static Buffer json(ExternalMetric item) {
        return json(List.of(item));
    }

    /** An empty list is an answer too: the metric exists and has no value. */
    public static Buffer json(List<ExternalMetric> items) {
        var json = new JsonWriter()
                .raw("{\"kind\":\"" + KIND + "\",\"apiVersion\":\"" + API_VERSION + "\",\"metadata\":{},\"items\":[");
        String separator = "";
        for (ExternalMetric item : items) {
            json.raw(separator).raw("{\"metricName\":").string(item.name());
            json.raw(",\"metricLabels\":null,\"timestamp\":")
                    .string(item.at().truncatedTo(ChronoUnit.SECONDS).toString());
            json.raw(",\"value\":").string(item.value().text()).raw("}");
            separator = ",";
        }
        return json.raw("]}").buffer();
    }

    /** An answer of one item, as Kubernetes protobuf. */
    public static Buffer protobuf(ExternalMetric item) {
        return protobuf(List.of(item));
    }

    /** The same as Kubernetes protobuf. */
    public static Buffer protobuf(List<ExternalMetric> items) {
        var list = new ProtobufWriter().message(1, KubernetesEnvelope.listMeta());
        for (ExternalMetric item : items) {
            list.message(2, item(item));
        }
        return KubernetesEnvelope.wrap(API_VERSION, KIND, list);
    }

    private static ProtobufWriter item(ExternalMetric item) {
        var timestamp =
                new ProtobufWriter().number(1, item.at().getEpochSecond()).number(2, 0);
        return new ProtobufWriter()
                .string(1, item.name())
                .message(3, timestamp)
                .message(5, new ProtobufWriter().string(1, item.value().text()));
    }
}
