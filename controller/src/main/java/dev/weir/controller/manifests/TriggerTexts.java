package dev.weir.controller.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parameters of triggers are texts to the API server. A number without quotes would be refused by it; read from a file it
 * would be a text that may differ from what is written (1e3, 0x10), so it is refused here too.
 */
final class TriggerTexts {

    private TriggerTexts() {}

    static List<String> problems(Map<?, ?> tree) {
        if (!(tree.get("spec") instanceof Map<?, ?> spec) || !(spec.get("triggers") instanceof List<?> triggers)) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < triggers.size(); i++) {
            if (triggers.get(i) instanceof Map<?, ?> trigger && trigger.get("metadata") instanceof Map<?, ?> given) {
                String path = "spec.triggers[" + i + "].metadata.";
                given.forEach((name, value) -> {
                    if (!(value instanceof String)) {
                        problems.add(
                                path + name + " is " + described(value) + ", but must be a text: put it in quotes");
                    }
                });
            }
        }
        return problems;
    }

    private static String described(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return value == null ? "absent" : value instanceof Map ? "a map" : "a list";
    }
}
