package dev.weir.scalers.document;

import org.jspecify.annotations.Nullable;

/** What stands at a place of a document, for trigger types of other modules: a number, a text, a boolean, a list, a map or null. */
public final class Located {

    private Located() {}

    /**
     * By a GJSON path; null if nothing is there.
     *
     * @throws IllegalArgumentException if the path cannot be followed; the message holds nothing of the document
     */
    public static @Nullable Object json(String document, String path) {
        try {
            return JsonPath.get(Documents.json(document, JsonPath.linewise(path)), path);
        } catch (UnusableDocumentException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
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
