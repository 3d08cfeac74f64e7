package dev.weir.controller.manifests;

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

/** JSON as parts. */
final class JsonParts {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final PartBuilder builder;

    private JsonParts(JsonParser parser, PartBuilder builder) {
        this.parser = parser;
        this.builder = builder;
    }

    static Part of(String text, PartBuilder builder) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonParts parts = new JsonParts(parser, builder);
            Part part = parts.part(parser.nextToken(), 1);
            if (parser.nextToken() != null) {
                throw parts.invalid();
            }
            return part;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnreadableTextException(Math.max(1, line), "is not valid JSON");
        }
    }

    private UnreadableTextException invalid() {
        return new UnreadableTextException(line(), "is not valid JSON");
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private Part part(@Nullable JsonToken token, int depth) {
        if (token == null) {
            throw invalid();
        }
        int at = line();
        builder.descend(at, depth);
        return switch (token) {
            case START_OBJECT -> map(at, depth);
            case START_ARRAY -> list(at, depth);
            case VALUE_STRING -> Part.scalar(at, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Part.scalar(at, parser.getNumberValue());
            case VALUE_TRUE, VALUE_FALSE -> Part.scalar(at, token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> Part.scalar(at, null);
            default -> throw invalid();
        };
    }

    private Part list(int at, int depth) {
        List<Part> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(part(token, depth + 1));
        }
        return Part.list(at, items);
    }

    private Part map(int at, int depth) {
        Map<String, Part> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int named = line();
            String name = parser.currentName();
            Part value = part(parser.nextToken(), depth + 1).at(named);
            if (fields.putIfAbsent(name, value) != null) {
                builder.flaw(named, "has a field twice in the same map");
            }
        }
        return Part.map(at, fields);
    }
}
