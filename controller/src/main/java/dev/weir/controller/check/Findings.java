package dev.weir.controller.check;

import dev.weir.controller.manifests.Document;
import dev.weir.controller.manifests.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what there is to say about one object; of a path that is wrong as such, nothing more is said. */
final class Findings {

    /** Nobody reads more, and memory stays bounded whatever a document holds. */
    private static final int MOST = 200;

    private final Document document;
    private final FieldPath object;
    private final List<Finding> all = new ArrayList<>();
    private final Set<String> closed = new HashSet<>();
    private int left;

    /** @param object where the object stands in the document, as item of a list or as a whole */
    Findings(Document document, FieldPath object) {
        this.document = document;
        this.object = object;
    }

    /** What the schema refuses: rules that trip over the same path add nothing. */
    void mistyped(FieldPath path, String message) {
        if (!isClosed(path)) {
            add(Severity.error, path, message);
            closed.add(path.toString());
        }
    }

    void error(FieldPath path, String message) {
        if (!isClosed(path)) {
            add(Severity.error, path, message);
        }
    }

    /** What is wrong with the text of the document. */
    void flaw(int line, String message) {
        add(new Finding(Severity.error, line, "", message));
    }

    /** Whatever else is wrong with the path. */
    void unknownField(FieldPath path, String message) {
        add(Severity.error, path, message);
    }

    void warn(FieldPath path, String message) {
        add(Severity.warning, path, message);
    }

    void unsupported(FieldPath path, String message) {
        add(Severity.unsupported, path, message);
    }

    /** Whether the path, or one that it is a part of, was refused already. */
    boolean isClosed(FieldPath path) {
        for (FieldPath at = path; at != null; at = at.parent()) {
            if (closed.contains(at.toString())) {
                return true;
            }
        }
        return false;
    }

    int line(FieldPath path) {
        FieldPath whole = object;
        for (Object step : path.steps()) {
            whole = step instanceof Integer index ? whole.item(index) : whole.field((String) step);
        }
        return document.line(whole);
    }

    /** In the order of their lines. */
    List<Finding> inOrder() {
        List<Finding> sorted = new ArrayList<>(all);
        sorted.sort((a, b) -> Integer.compare(a.line(), b.line()));
        if (left > 0) {
            int end = line(FieldPath.ROOT);
            sorted.add(new Finding(Severity.error, end, "", "has " + left + " more problems, which are not shown"));
        }
        return sorted;
    }

    private void add(Severity severity, FieldPath path, String message) {
        add(new Finding(severity, line(path), path.toString(), message));
    }

    private void add(Finding finding) {
        if (all.size() >= MOST) {
            left++;
        } else if (!all.contains(finding)) {
            all.add(finding);
        }
    }
}
