package dev.weir.controller.manifests;

import java.util.function.Consumer;

/**
 * The documents of a text: JSON has one, YAML as many as lines of {@code ---} make. They are told apart before they are
 * parsed, so that one that cannot be read hides no other, and only one is in memory at a time.
 */
public final class Documents {

    private static final String SEPARATOR = "---";

    private final int longest;
    private final Consumer<Document> action;

    private Documents(int longest, Consumer<Document> action) {
        this.longest = longest;
        this.action = action;
    }

    /** Calls {@code action} with each document in turn; what cannot be read is a document with a flaw. */
    public static void each(String name, String text, ManifestLimits limits, Consumer<Document> action) {
        Documents documents = new Documents(limits.documentBytes(), action);
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (name.endsWith(".json")) {
            documents.json(content);
        } else {
            documents.yaml(content);
        }
    }

    private void json(String text) {
        PartBuilder builder = new PartBuilder();
        if (!tooLong(text, 1)) {
            complete(builder, () -> action.accept(new Document(JsonParts.of(text, builder), builder.flaws(), true)));
        }
    }

    private void yaml(String text) {
        int start = 0;
        int line = 0;
        while (start < text.length()) {
            int end = end(text, start);
            String document = text.substring(start, end);
            if (!document.isBlank() && !tooLong(document, line + 1)) {
                parts(document, line);
            }
            line += (int) document.chars().filter(c -> c == '\n').count();
            start = end;
        }
    }

    /** Of the document that starts here. A directive belongs to the document after it. */
    private static int end(String text, int start) {
        int from = start;
        if (text.startsWith("%", start)) {
            from = Math.max(start, text.indexOf("\n" + SEPARATOR, start) + 1);
        }
        for (int at = text.indexOf("\n" + SEPARATOR, from); at >= 0; at = text.indexOf("\n" + SEPARATOR, at + 1)) {
            int after = at + 1 + SEPARATOR.length();
            if (after == text.length() || Character.isWhitespace(text.charAt(after))) {
                return at + 1;
            }
        }
        return text.length();
    }

    private void parts(String text, int before) {
        PartBuilder builder = new PartBuilder();
        YamlParts parts = new YamlParts(text, before, builder);
        complete(builder, () -> {
            for (Part part = parts.next(); part != null; part = parts.next()) {
                if (part.value() != null) {
                    action.accept(new Document(part, builder.flaws(), true));
                }
            }
        });
    }

    private void complete(PartBuilder builder, Runnable reading) {
        try {
            reading.run();
        } catch (UnreadableTextException e) {
            builder.flaw(e.line(), e.reason());
            action.accept(new Document(Part.scalar(e.line(), null), builder.flaws(), false));
        }
    }

    private boolean tooLong(String text, int line) {
        if (text.length() <= longest) {
            return false;
        }
        PartBuilder builder = new PartBuilder();
        builder.flaw(line, "has " + text.length() + " characters, " + longest + " are allowed in one document");
        action.accept(new Document(Part.scalar(line, null), builder.flaws(), false));
        return true;
    }
}
