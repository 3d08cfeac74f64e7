package dev.weir.gateway.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.IOException;

/** Adds a warning to an answer without reading it as a whole. */
final class Warned {

    private static final JsonFactory JSON = new JsonFactory();

    private Warned() {}

    /** The same answer with one warning more; as it is, if it is no object of JSON. */
    static Buffer with(Buffer answer, String sentence) {
        byte[] bytes = answer.getBytes();
        String quoted = new JsonArray().add(sentence).encode();
        String bare = quoted.substring(1, quoted.length() - 1);
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return answer;
            }
            boolean first = true;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                first = false;
                boolean warnings = json.currentName().equals("warnings");
                if (json.nextToken() == JsonToken.START_ARRAY && warnings) {
                    int at = (int) json.currentTokenLocation().getByteOffset() + 1;
                    boolean empty = json.nextToken() == JsonToken.END_ARRAY;
                    return spliced(answer, at, bare + (empty ? "" : ","));
                }
                json.skipChildren();
            }
            int end = (int) json.currentTokenLocation().getByteOffset();
            return spliced(answer, end, (first ? "" : ",") + "\"warnings\":" + quoted);
        } catch (IOException notJson) {
            return answer;
        }
    }

    private static Buffer spliced(Buffer answer, int at, String text) {
        return Buffer.buffer(answer.length() + text.length())
                .appendBuffer(answer, 0, at)
                .appendString(text)
                .appendBuffer(answer, at, answer.length() - at);
    }
}
