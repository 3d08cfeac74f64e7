package dev.weir.controller.manifests;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One document of a file, as far as it can be read, and on which line each piece of it stands. */
public final class Document {

    private final Part root;
    private final List<Flaw> flaws;
    private final boolean complete;

    /** @param complete whether it could be read to its end */
    Document(Part root, List<Flaw> flaws, boolean complete) {
        this.root = root;
        this.flaws = List.copyOf(flaws);
        this.complete = complete;
    }

    /** What is wrong with the text, whatever it is about. Shows nothing of the content. */
    public record Flaw(int line, String message) {

        @Override
        public String toString() {
            return "line " + line + ": " + message;
        }
    }

    /** Maps with text keys, lists and scalars; null if there is nothing. */
    public @Nullable Object tree() {
        return root.plain();
    }

    /** The line of what is there, else that of the nearest parent. */
    public int line(FieldPath path) {
        Part at = root;
        for (Object step : path.steps()) {
            Part next = at.child(step);
            if (next == null) {
                break;
            }
            at = next;
        }
        return at.line();
    }

    public List<Flaw> flaws() {
        return flaws;
    }

    /** Whether the text could be read to its end. */
    public boolean complete() {
        return complete;
    }
}
