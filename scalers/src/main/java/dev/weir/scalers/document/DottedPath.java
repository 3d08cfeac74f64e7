package dev.weir.scalers.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A path split on dots, without escapes; a list's element by its index. */
public final class DottedPath {

    private DottedPath() {}

    /** What the path leads to, or null. The first scalar met is it, even if the path goes on, as in KEDA. */
    public static @Nullable Object get(@Nullable Object document, String path) {
        Object at = document;
        for (String step : path.split("\\.", -1)) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(step);
            } else if (at instanceof List<?> list) {
                boolean index = step.matches("[0-9]{1,6}") && Integer.parseInt(step) < list.size();
                at = index ? list.get(Integer.parseInt(step)) : null;
            } else {
                return at;
            }
        }
        return at;
    }
}
