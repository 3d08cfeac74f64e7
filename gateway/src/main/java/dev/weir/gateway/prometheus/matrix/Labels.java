package dev.weir.gateway.prometheus.matrix;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * The labels of a series in Prometheus's order: by name, then by value, as bytes.
 *
 * @param json as the object {@code metric} of an answer; equal for equal labels
 */
record Labels(String[] pairs, String json) implements Comparable<Labels> {

    static Labels of(SortedMap<String, String> labels) {
        String[] pairs = new String[labels.size() * 2];
        StringBuilder json = new StringBuilder("{");
        int at = 0;
        for (var label : labels.entrySet()) {
            json.append(at == 0 ? "\"" : ",\"");
            JsonStringEncoder.getInstance().quoteAsString(label.getKey(), json);
            json.append("\":\"");
            JsonStringEncoder.getInstance().quoteAsString(label.getValue(), json);
            json.append('"');
            pairs[at++] = label.getKey();
            pairs[at++] = label.getValue();
        }
        return new Labels(pairs, json.append('}').toString());
    }

    @Override
    public int compareTo(Labels other) {
        for (int at = 0; at < Math.min(pairs.length, other.pairs.length); at++) {
            int order = compare(pairs[at], other.pairs[at]);
            if (order != 0) {
                return order;
            }
        }
        return pairs.length - other.pairs.length;
    }

    /** As bytes of UTF-8, which differs from Java's order where there are surrogates. */
    private static int compare(String one, String other) {
        return one.equals(other)
                ? 0
                : Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** About what it takes to keep these. */
    int bytes() {
        return 64 + 4 * json.length() + 24 * pairs.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && json.equals(labels.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }
}
