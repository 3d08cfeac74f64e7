package dev.weir.controller.manifests;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A text as trees of maps and lists: JSON has one, YAML as many as there are documents. */
final class Documents {

    private Documents() {}

    /** @throws UnreadableFileException with a message that shows nothing of the content */
    static List<Object> of(String name, String text, int limitBytes) {
        try {
            return name.endsWith(".json") ? json(text) : yaml(text, limitBytes);
        } catch (StackOverflowError e) {
            throw new UnreadableFileException("is nested too deeply");
        }
    }

    private static List<Object> json(String text) {
        try {
            Object value = Json.decodeValue(text);
            return value instanceof JsonObject object ? List.of(object.getMap()) : List.of();
        } catch (DecodeException e) {
            throw new UnreadableFileException("is not valid JSON");
        }
    }

    private static List<Object> yaml(String text, int limitBytes) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(limitBytes)
                .build();
        List<Object> documents = new ArrayList<>();
        try {
            for (Object document : new Load(settings).loadAllFromString(text)) {
                if (document != null) {
                    documents.add(document);
                }
            }
            return documents;
        } catch (MarkedYamlEngineException e) {
            throw new UnreadableFileException("is not valid YAML"
                    + e.getProblemMark()
                            .map(mark -> ", line " + (mark.getLine() + 1))
                            .orElse("")
                    + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new UnreadableFileException("is not valid YAML: " + e.getMessage());
        }
    }
}
