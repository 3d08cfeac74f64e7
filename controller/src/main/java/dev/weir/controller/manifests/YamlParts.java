package dev.weir.controller.manifests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML as parts. Made from the parser's events and not by the library's composer, so that depth, number and aliases are
 * bounded before anything is built.
 */
final class YamlParts {

    private static final String MERGE = "<<";

    private final PartBuilder builder;
    private final int before;
    private final Iterator<Event> events;
    private final Map<Anchor, Part> anchors = new HashMap<>();
    /** Where the text has something for the last time: what is not closed is missed there. */
    private final int last;

    private int line;

    /** @param before lines that stand before the text in its file */
    YamlParts(String text, int before, PartBuilder builder) {
        this.builder = builder;
        this.before = before;
        LoadSettings settings = LoadSettings.builder()
                .setSchema(YamlScalars.SCHEMA)
                .setCodePointLimit(Math.max(1, text.length()))
                .build();
        events = new Parse(settings).parseString(text).iterator();
        line = before + 1;
        last = before + Math.max(1, (int) text.stripTrailing().lines().count());
    }

    /** The next document; null at the end. */
    @Nullable
    Part next() {
        try {
            while (true) {
                Event event = event();
                if (event.getEventId() == Event.ID.StreamEnd) {
                    return null;
                }
                if (event instanceof NodeEvent) {
                    return part(event, 1);
                }
                if (event.getEventId() == Event.ID.DocumentStart) {
                    anchors.clear();
                }
            }
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(mark -> before + mark.getLine() + 1).orElse(line);
            throw new UnreadableTextException(Math.min(at, last), YamlScalars.withoutContent(e.getProblem()));
        } catch (YamlEngineException | NoSuchElementException | IndexOutOfBoundsException e) {
            throw new UnreadableTextException(line, YamlScalars.INVALID + ": has characters that are not allowed");
        }
    }

    private Event event() {
        Event event = events.next();
        event.getStartMark().ifPresent(mark -> line = before + mark.getLine() + 1);
        return event;
    }

    private Part part(Event event, int depth) {
        int at = line;
        builder.descend(at, depth);
        if (event instanceof AliasEvent alias) {
            return alias(alias.getAlias(), at);
        }
        Anchor anchor = ((NodeEvent) event).getAnchor().orElse(null);
        if (anchor != null) {
            anchors.remove(anchor);
        }
        Part part;
        if (event instanceof ScalarEvent scalar) {
            part = Part.scalar(at, YamlScalars.value(scalar, problem -> builder.flaw(at, problem)));
        } else {
            part = event instanceof SequenceStartEvent ? list(at, depth) : map(at, depth);
        }
        if (anchor != null) {
            anchors.put(anchor, part);
        }
        return part;
    }

    private Part alias(Anchor name, int at) {
        Part part = anchors.get(name);
        if (part == null) {
            builder.flaw(at, "has an alias of an anchor that is not there, or that it is a part of itself");
            return Part.scalar(at, null);
        }
        return builder.use(part, at);
    }

    private Part list(int at, int depth) {
        List<Part> items = new ArrayList<>();
        for (Event event = event(); event.getEventId() != Event.ID.SequenceEnd; event = event()) {
            items.add(part(event, depth + 1));
        }
        return Part.list(at, items);
    }

    private Part map(int at, int depth) {
        Map<String, Part> fields = new LinkedHashMap<>();
        List<Part> merged = new ArrayList<>();
        for (Event event = event(); event.getEventId() != Event.ID.MappingEnd; event = event()) {
            int named = line;
            String name = name(event, depth);
            Part value = part(event(), depth + 1).at(named);
            if (event instanceof ScalarEvent scalar && scalar.isPlain() && MERGE.equals(name)) {
                merged.add(value);
            } else if (name != null && fields.putIfAbsent(name, value) != null) {
                builder.flaw(named, "has a field twice in the same map");
            }
        }
        merged.forEach(part -> merge(part, fields));
        return Part.map(at, fields);
    }

    /** As written: to Kubernetes every name is a text. Null if it is no name. */
    private @Nullable String name(Event event, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        int at = line;
        Part key = part(event, depth + 1);
        if (event instanceof AliasEvent && !(key.value() instanceof Map) && !(key.value() instanceof List)) {
            return String.valueOf(key.value());
        }
        builder.flaw(at, "has a list or a map in place of a field's name");
        return null;
    }

    /** What stands in the map itself wins, and of several maps the first. */
    private void merge(Part part, Map<String, Part> fields) {
        if (part.value() instanceof Map<?, ?> more) {
            more.forEach((name, value) -> fields.putIfAbsent((String) name, (Part) value));
        } else if (part.value() instanceof List<?> several) {
            several.forEach(one -> {
                if (((Part) one).value() instanceof Map) {
                    merge((Part) one, fields);
                }
            });
        } else {
            builder.flaw(part.line(), "has << with something that is not a map");
        }
    }
}
