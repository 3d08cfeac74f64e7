package dev.weir.gateway.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a source can be asked: a PromQL query with one value, or a JSON document with several.
 *
 * @param name for tables
 * @param asked the query, or the path of the document
 * @param fields the waves by the place of their value in the document; a query has one, of whatever name
 */
record Question(String name, boolean prometheus, String asked, Map<String, Wave> fields) {

    Question {
        fields = Map.copyOf(fields);
    }

    static Question query(String name, String query, Wave wave) {
        return new Question(name, true, query, Map.of("value", wave));
    }

    static Question document(String name, String path, Map<String, Wave> fields) {
        return new Question(name, false, path, fields);
    }

    /** The answer as Prometheus or the service behind the path would give it. */
    JsonObject answer(Duration sinceStart, long nowMillis) {
        return prometheus ? vector(sinceStart, nowMillis) : nested(sinceStart);
    }

    private JsonObject vector(Duration sinceStart, long nowMillis) {
        long value = fields.values().iterator().next().at(sinceStart);
        JsonObject sample = new JsonObject()
                .put("metric", new JsonObject())
                .put("value", new JsonArray().add(nowMillis / 1000.0).add(Long.toString(value)));
        return new JsonObject()
                .put("status", "success")
                .put("data", new JsonObject().put("resultType", "vector").put("result", new JsonArray().add(sample)));
    }

    /** A place {@code a.b} is the field b of the object a. */
    private JsonObject nested(Duration sinceStart) {
        JsonObject document = new JsonObject();
        new TreeMap<>(fields).forEach((place, wave) -> {
            String[] names = place.split("\\.");
            JsonObject inner = document;
            for (int i = 0; i < names.length - 1; i++) {
                if (!inner.containsKey(names[i])) {
                    inner.put(names[i], new JsonObject());
                }
                inner = inner.getJsonObject(names[i]);
            }
            inner.put(names[names.length - 1], wave.at(sinceStart));
        });
        return document;
    }
}
