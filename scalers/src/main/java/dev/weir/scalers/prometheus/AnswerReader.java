package dev.weir.scalers.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.document.Decimals;
import dev.weir.scalers.prometheus.QueryAnswer.Kind;
import dev.weir.scalers.upstream.HttpAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code data.result} of an answer in one pass, without building a tree: a result may have thousands of elements. */
final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private int elements;
    private @Nullable List<@Nullable String> first;

    private AnswerReader(JsonParser json) {
        this.json = json;
    }

    /**
     * The answer of a successful status. Fails with a {@link SourceException} if it is no query answer.
     *
     * @param server whose answer it is, for that failure
     */
    static QueryAnswer read(HttpAnswer answer, String server) {
        byte[] words = answer.body().getBytes();
        try (JsonParser json = JSON.createParser(words)) {
            return new AnswerReader(json).document().quoting(words);
        } catch (IOException e) {
            throw answer.unusable("answered with something that is no " + server + " query result");
        } catch (NotNumber e) {
            throw answer.unusable("answered with a value that is no number");
        } catch (WrongShape e) {
            throw answer.unusable("answered with a result that is no vector; wrap a scalar in vector()");
        }
    }

    /** The error text of a refused query, or an empty text. */
    static String error(HttpAnswer answer) {
        try (JsonParser json = JSON.createParser(answer.body().getBytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals("error") && json.nextToken() == JsonToken.VALUE_STRING) {
                    String text = json.getText();
                    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
                }
                json.nextToken();
                json.skipChildren();
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    private QueryAnswer document() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean data = json.currentName().equals("data");
            if (json.nextToken() == JsonToken.START_OBJECT && data) {
                data();
            } else {
                json.skipChildren();
            }
        }
        expect(json.currentToken(), JsonToken.END_OBJECT);
        return answer();
    }

    private void data() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean result = json.currentName().equals("result");
            JsonToken value = json.nextToken();
            if (result && value == JsonToken.START_ARRAY) {
                result();
            } else if (result && value != JsonToken.VALUE_NULL) {
                throw new WrongShape();
            } else {
                json.skipChildren();
            }
        }
    }

    private void result() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            // A scalar or string answer is a pair of time and value where elements should be.
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new WrongShape();
            }
            if (elements++ == 0) {
                element();
            } else {
                json.skipChildren();
            }
        }
    }

    private void element() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean pair = json.currentName().equals("value");
            if (json.nextToken() == JsonToken.START_ARRAY && pair) {
                first = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    first.add(json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : other());
                }
            } else {
                json.skipChildren();
            }
        }
    }

    /** Null for null, else a text that is no number: only texts are values. The first of the pair is the time. */
    private @Nullable String other() throws IOException {
        JsonToken token = json.currentToken();
        json.skipChildren();
        return token == JsonToken.VALUE_NULL ? null : "";
    }

    private QueryAnswer answer() {
        if (elements > 1) {
            return new QueryAnswer(Kind.SEVERAL, 0, elements);
        }
        if (first == null || first.isEmpty()) {
            return new QueryAnswer(Kind.EMPTY, 0, elements);
        }
        if (first.size() < 2) {
            return new QueryAnswer(Kind.MALFORMED, 0, elements);
        }
        String value = first.get(1);
        return value == null
                ? new QueryAnswer(Kind.NULL, 0, elements)
                : new QueryAnswer(Kind.SAMPLE, number(value), elements);
    }

    private static double number(String text) {
        return Decimals.parse(text).orElseThrow(NotNumber::new);
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("unexpected end or token");
        }
    }

    private static final class WrongShape extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongShape() {
            super(null, null, false, false);
        }
    }

    private static final class NotNumber extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNumber() {
            super(null, null, false, false);
        }
    }
}
