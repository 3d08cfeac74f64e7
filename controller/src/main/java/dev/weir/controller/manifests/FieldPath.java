package dev.weir.controller.manifests;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a manifest.
 *
 * @param parent null for the whole object
 * @param step the name of a field, or a position in a list
 */
public record FieldPath(@Nullable FieldPath parent, Object step) {

    /** The whole object. */
    public static final FieldPath ROOT = new FieldPath(null, "");

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$-]{1,80}");
    private static final int LONGEST = 80;

    public FieldPath field(String name) {
        return new FieldPath(this, name);
    }

    public FieldPath item(int index) {
        return new FieldPath(this, index);
    }

    /** Of a path as rules write it, {@code spec.triggers[0].type}. */
    public static FieldPath parse(String text) {
        FieldPath path = ROOT;
        Matcher steps = STEP.matcher(text);
        while (steps.find()) {
            path = steps.group(1) == null ? path.item(Integer.parseInt(steps.group(2))) : path.field(steps.group(1));
        }
        return path;
    }

    /** The steps from the whole object on. */
    public List<Object> steps() {
        List<Object> steps = new ArrayList<>();
        for (FieldPath at = this; at.parent != null; at = at.parent) {
            steps.add(at.step);
        }
        Collections.reverse(steps);
        return steps;
    }

    /** As rules write it; a name that would not be read back stands in brackets and quotes, cut where it is long. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Object step : steps()) {
            if (step instanceof String name && PLAIN.matcher(name).matches()) {
                text.append(text.isEmpty() ? "" : ".").append(name);
            } else if (step instanceof String name) {
                text.append("[\"").append(shown(name)).append("\"]");
            } else {
                text.append('[').append(step).append(']');
            }
        }
        return text.toString();
    }

    /** A text of a manifest as it may stand in a message: on one line, and not long. */
    public static String shown(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
