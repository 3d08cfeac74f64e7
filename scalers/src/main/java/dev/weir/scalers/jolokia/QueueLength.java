package dev.weir.scalers.jolokia;

import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.upstream.HttpAnswer;

/** How many messages wait. */
public record QueueLength(long messages) {

    static Interpreter<QueueLength> interpreter(double activation) {
        return length -> Outcome.above(length.messages(), activation);
    }

    /** Reads {@code value} of a Jolokia answer, whose own status stands beside it; 0 where it is not there. */
    static QueueLength read(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw answer.refusedFor("error");
        }
        JsonValue document = answer.json("answer of Jolokia");
        long status = document.at("status").whole(what -> answer.unusable("answered with a status that " + what));
        if (status != 200) {
            String error = document.at("error").text();
            throw answer.unusable("answered that it failed with status " + status
                    + (error.isEmpty() ? "" : ": " + (error.length() > 200 ? error.substring(0, 200) + "…" : error)));
        }
        return new QueueLength(
                document.at("value").whole(what -> answer.unusable("answered with a value that " + what)));
    }
}
