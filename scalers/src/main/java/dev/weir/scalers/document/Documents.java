package dev.weir.scalers.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Documents as trees of maps, lists, texts, numbers, booleans and null. Depth and size are bounded. */
public final class Documents {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SLOW_LIMIT = 1 << 20;
    private static final int XML_DEPTH = 200;

    private Documents() {}

    /**
     * JSON, as far as it is JSON: what stands before a mistake can be used, as KEDA does. {@code lines} reads a list of all
     * documents instead of the first one.
     */
    public static @Nullable Object json(String text, boolean lines) {
        List<@Nullable Object> roots = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            while (json.nextToken() != null && (lines || roots.isEmpty())) {
                json(json, roots);
            }
        } catch (IOException e) {
            // Lenient by contract: the tree holds what came before the mistake.
            return lines ? roots : first(roots);
        }
        return lines ? roots : first(roots);
    }

    /**
     * JSON, exactly one document.
     *
     * @throws UnusableDocumentException if it is anything else
     */
    static @Nullable Object strictJson(String text) {
        List<@Nullable Object> roots = new ArrayList<>(1);
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != null) {
                json(json, roots);
            }
            if (roots.isEmpty() || json.nextToken() != null) {
                throw new UnusableDocumentException("the document is no JSON document");
            }
            return roots.get(0);
        } catch (IOException e) {
            throw new UnusableDocumentException("the document is no JSON that can be read");
        }
    }

    private static @Nullable Object first(List<@Nullable Object> roots) {
        return roots.isEmpty() ? JsonPath.MISSING : roots.get(0);
    }

    private static void json(JsonParser json, List<@Nullable Object> into) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                into.add(map);
                object(json, map);
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                into.add(list);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    json(json, list);
                }
            }
            default -> into.add(scalar(json));
        }
    }

    /** A name that is given twice counts the first time. */
    private static void object(JsonParser json, Map<String, @Nullable Object> map) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            List<@Nullable Object> value = new ArrayList<>(1);
            try {
                json(json, value);
            } finally {
                if (!value.isEmpty()) {
                    map.putIfAbsent(name, value.get(0));
                }
            }
        }
    }

    private static @Nullable Object scalar(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.valueOf(json.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    /** YAML with few aliases, so that a small document cannot unfold into a large one. */
    public static @Nullable Object yaml(String text) {
        limit(text, "YAML");
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(20)
                .setCodePointLimit(SLOW_LIMIT)
                .setAllowDuplicateKeys(false)
                .build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (YamlEngineException | NumberFormatException e) {
            throw new UnusableDocumentException("the document is no YAML that can be read");
        } catch (StackOverflowError e) {
            // The library has no limit for depth: this is where it shows, and nothing is left half done.
            throw new UnusableDocumentException("the YAML document is nested too deeply");
        }
    }

    /** XML: an element with elements is a map, one without is its text; elements of the same name are a list. */
    public static Object xml(String text) {
        limit(text, "XML");
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            xml.nextTag();
            String root = xml.getLocalName();
            Object content = element(xml, 0);
            return content instanceof Map<?, ?> map && !map.containsKey(root) ? withRoot(root, map) : content;
        } catch (XMLStreamException e) {
            throw new UnusableDocumentException("the document is no XML that can be read");
        }
    }

    /** A path may start with the root element or below it. */
    private static Object withRoot(String root, Map<?, ?> content) {
        Map<Object, Object> both = new LinkedHashMap<>(content);
        both.put(root, content);
        return both;
    }

    private static Object element(XMLStreamReader xml, int depth) throws XMLStreamException {
        if (depth > XML_DEPTH) {
            throw new UnusableDocumentException("the XML document is nested deeper than " + XML_DEPTH);
        }
        Map<String, Object> children = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                add(children, xml.getLocalName(), element(xml, depth + 1));
            } else if (xml.isCharacters()) {
                text.append(xml.getText());
            }
        }
        return children.isEmpty() ? text.toString().trim() : children;
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> children, String name, Object value) {
        Object known = children.get(name);
        if (known instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else {
            children.put(name, known == null ? value : new ArrayList<>(List.of(known, value)));
        }
    }

    private static void limit(String text, String what) {
        if (text.length() > SLOW_LIMIT) {
            throw new UnusableDocumentException(
                    "the document is larger than " + (SLOW_LIMIT >> 20) + " Mi characters, the limit for " + what);
        }
    }
}
