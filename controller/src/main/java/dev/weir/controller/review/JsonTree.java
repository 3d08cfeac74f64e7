package dev.weir.controller.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as maps, lists and scalars, no deeper and of no more pieces than any object of a cluster has: a few bytes of text may
 * otherwise stand for a hundred of memory. Of a field that is there twice the last one counts, as to an API server.
 */
final class JsonTree {

    static final int DEEPEST = 100;
    static final int MOST_PIECES = 100_000;

    /** Bookkeeping of the API server; no rule looks at it, and it may be longer than all the rest. */
    private static final String BOOKKEEPING = "managedFields";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private int pieces;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws UnreadableReviewException if it is no JSON, or too much */
    static @Nullable Object of(String text) throws UnreadableReviewException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonTree tree = new JsonTree(parser);
            Object value = tree.value(parser.nextToken(), 1);
            if (parser.nextToken() != null) {
                throw new UnreadableReviewException("the body goes on after its JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new UnreadableReviewException("the body is not valid JSON");
        }
    }

    private @Nullable Object value(@Nullable JsonToken token, int depth) throws UnreadableReviewException {
        if (token == null) {
            throw new UnreadableReviewException("the body is not valid JSON");
        }
        if (depth > DEEPEST) {
            throw new UnreadableReviewException("the body is nested too deeply: " + DEEPEST + " levels are allowed");
        }
        if (++pieces > MOST_PIECES) {
            throw new UnreadableReviewException(
                    "the body has more than " + MOST_PIECES + " fields, items and values, which is the limit");
        }
        return switch (token) {
            case START_OBJECT -> map(depth);
            case START_ARRAY -> list(depth);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new UnreadableReviewException("the body is not valid JSON");
        };
    }

    private List<@Nullable Object> list(int depth) throws UnreadableReviewException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, depth + 1));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(int depth) throws UnreadableReviewException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals(BOOKKEEPING)) {
                parser.skipChildren();
            } else {
                fields.put(name, value(token, depth + 1));
            }
        }
        return fields;
    }
}
