package dev.weir.scalers.graphite;

import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.upstream.HttpAnswer;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a query came to.
 *
 * @param series how many
 * @param points of the first series; those without a value count too
 * @param known whether one of them has a value
 * @param value the last one that is known
 */
public record Rendered(int series, int points, boolean known, double value) {

    /** Reads a list of series, each with pairs of value and time. */
    static Rendered read(HttpAnswer answer) {
        JsonValue document = answer.accepted().json("answer of Graphite");
        if (!document.isList()) {
            throw answer.unusable("answered with something that is no list of series");
        }
        List<JsonValue> series = document.elements();
        if (series.size() != 1) {
            return new Rendered(series.size(), 0, false, 0);
        }
        List<JsonValue> points = series.get(0).at("datapoints").elements();
        for (int i = points.size() - 1; i >= 0; i--) {
            List<JsonValue> pair = points.get(i).elements();
            if (pair.isEmpty()) {
                throw answer.unusable("answered with a point that is no pair of value and time");
            }
            OptionalDouble value = pair.get(0).number();
            if (value.isPresent()) {
                return new Rendered(1, points.size(), true, value.getAsDouble());
            }
            if (!pair.get(0).isAbsent()) {
                throw answer.unusable("answered with a value that is no number");
            }
        }
        return new Rendered(1, points.size(), false, 0);
    }
}
