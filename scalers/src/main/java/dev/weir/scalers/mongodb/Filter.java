package dev.weir.scalers.mongodb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * A query, read as KEDA's library reads it: canonical Extended JSON, where plain numbers are fine but a date has to be given
 * in milliseconds. The driver's own reader takes more than that: dates as texts, words without quotes, functions of the shell.
 * What counts only here would be a surprise on the way back.
 */
final class Filter {

    /** As in KEDA's library; no server takes more. */
    private static final int DEEPEST = 200;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private Filter() {}

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException whose message completes "the query …"
     */
    static BsonDocument of(String query) {
        check(query);
        try {
            return BsonDocument.parse(query);
        } catch (RuntimeException e) {
            // The reader throws whatever the constructors of its values throw.
            throw new IllegalArgumentException("is no Extended JSON: " + line(e), e);
        }
    }

    /** What is wrong with it, if anything is. */
    static Optional<String> problem(String query) {
        try {
            of(query);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void check(String query) {
        try (JsonParser parser = JSON.createParser(query)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("is no document; give a filter such as {\"state\": \"open\"}");
            }
            int depth = 1;
            boolean opened = true;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new IllegalArgumentException("is no JSON: it ends before its last bracket");
                }
                if (depth == 1 && opened && token == JsonToken.END_OBJECT) {
                    throw new IllegalArgumentException(
                            "is an empty document; {\"_id\": {\"$exists\": true}} counts all documents");
                }
                if (opened
                        && token == JsonToken.FIELD_NAME
                        && parser.currentName().equals("$date")) {
                    date(parser);
                    depth++;
                    opened = true;
                    continue;
                }
                opened = token == JsonToken.START_OBJECT;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse("") + " (column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("a text is no file", e);
        }
    }

    private static void date(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("has a $date that is not given in milliseconds, as in"
                    + " {\"$date\": {\"$numberLong\": \"1767225600000\"}}");
        }
    }

    private static String line(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
