package dev.weir.gateway.external;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An answer as rows and columns for people. Pure. */
final class MetricTable {

    private MetricTable() {}

    /** @param list an ExternalMetricValueList as JSON */
    static Buffer of(Buffer list) {
        JsonArray rows = new JsonArray();
        for (Object each : new JsonObject(list).getJsonArray("items", new JsonArray())) {
            if (each instanceof JsonObject item) {
                rows.add(row(item));
            }
        }
        return new JsonObject()
                .put("kind", "Table")
                .put("apiVersion", "meta.k8s.io/v1")
                .put("metadata", new JsonObject())
                .put(
                        "columnDefinitions",
                        new JsonArray()
                                .add(column("Name", "string", "name", "The name of the metric."))
                                .add(column("Value", "string", "", "The value, as a Kubernetes quantity."))
                                .add(column("Timestamp", "date", "", "When the value was taken.")))
                .put("rows", rows)
                .toBuffer();
    }

    private static JsonObject row(JsonObject item) {
        return new JsonObject()
                .put(
                        "cells",
                        new JsonArray()
                                .add(item.getString("metricName", ""))
                                .add(item.getString("value", ""))
                                .add(item.getString("timestamp", "")))
                .put(
                        "object",
                        new JsonObject()
                                .put("kind", "PartialObjectMetadata")
                                .put("apiVersion", "meta.k8s.io/v1")
                                .put("metadata", new JsonObject().put("name", item.getString("metricName", ""))));
    }

    private static JsonObject column(String name, String type, String format, String description) {
        return new JsonObject()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", 0);
    }
}
