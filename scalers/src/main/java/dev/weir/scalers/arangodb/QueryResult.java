package dev.weir.scalers.arangodb;

import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.upstream.HttpAnswer;
import java.util.OptionalDouble;

/** The number that the query came to. */
public record QueryResult(double value) {

    /** Reads the first batch of a cursor, which has to hold one object with a number as {@code value}. */
    static QueryResult read(HttpAnswer answer) {
        if (answer.status() != 201) {
            throw answer.refusedFor("errorMessage");
        }
        JsonValue cursor = answer.json("answer of ArangoDB");
        JsonValue rows = cursor.at("result");
        int count = rows.elements().size();
        if (!rows.isList() || count != 1 || !cursor.at("id").isAbsent()) {
            throw answer.unusable("answered with " + (cursor.at("id").isAbsent() ? count + "" : "many")
                    + " results; the query must come to one");
        }
        JsonValue row = rows.elements().get(0);
        if (!row.isObject()) {
            throw answer.unusable("answered with a result that is no object such as {\"value\": 5}");
        }
        JsonValue value = row.at("value");
        OptionalDouble number = value.number();
        if (number.isEmpty() && !value.isAbsent()) {
            throw answer.unusable("answered with a value that is no number");
        }
        return new QueryResult(number.orElse(0));
    }
}
