package dev.weir.scalers.solr;

import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.upstream.HttpAnswer;

/** How many documents fit. */
public record Found(long documents) {

    /** Reads {@code response.numFound}; 0 where it is not there. */
    static Found read(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw answer.refusedFor("error", "msg");
        }
        JsonValue document = answer.json("answer of Solr");
        if (!document.isObject()) {
            throw answer.unusable("answered with something that is no result of a query");
        }
        return new Found(document.at("response", "numFound")
                .whole(what -> answer.unusable("answered with a numFound that " + what)));
    }
}
