package dev.weir.scalers.search;

import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.document.UnusableDocumentException;
import dev.weir.scalers.upstream.HttpAnswer;
import java.nio.charset.StandardCharsets;

/** Whether the server is an Elasticsearch. It says so of itself; who may not ask for that may still search. */
final class Genuine {

    private static final String TAGLINE = "You Know, for Search";

    private Genuine() {}

    /**
     * Reads the answer to {@code GET /}.
     *
     * @throws dev.weir.cache.source.SourceException if it is none, or does not say
     */
    static boolean check(HttpAnswer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            return true;
        }
        answer.accepted();
        try {
            JsonValue said = JsonValue.parse(answer.body().toString(StandardCharsets.UTF_8));
            if (said.at("tagline").text().equals(TAGLINE)
                    && said.at("version", "distribution").text().isEmpty()) {
                return true;
            }
        } catch (UnusableDocumentException e) {
            throw answer.unusable("answered with something that no Elasticsearch says of itself");
        }
        throw answer.unusable(
                "answered that it is no Elasticsearch; for OpenSearch there is the trigger type opensearch");
    }
}
