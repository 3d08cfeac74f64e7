package dev.weir.scalers.http;

import org.jspecify.annotations.Nullable;

/** What stands at a place of a document, for trigger types of other modules: a number, a text, a boolean, a list, a map or null. */
public final class Located {

    private Located() {}

    /** By a GJSON path; null if nothing is there. */
    public static @Nullable Object json(String document, String path) {
        return JsonPath.get(Documents.json(document, JsonPath.linewise(path)), path);
    }

    /**
     * By a dotted path; null if nothing is there.
     *
     * @throws IllegalArgumentException if the document is no YAML; the message holds nothing of it
     */
    public static @Nullable Object yaml(String document, String path) {
        try {
            return DottedPath.get(Documents.yaml(document), path);
        } catch (UnusableDocumentException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
