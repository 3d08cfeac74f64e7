package dev.weir.controller.kube;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The smallest JSON merge patch (RFC 7386) from one tree to another; lists are replaced whole. */
public final class MergePatch {

    private MergePatch() {}

    /** Empty if there is nothing to change. */
    public static Map<String, @Nullable Object> between(Map<?, ?> from, Map<?, ?> to) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        to.forEach((key, wanted) -> {
            Object present = from.get(key);
            if (present instanceof Map<?, ?> before && wanted instanceof Map<?, ?> after) {
                Map<String, @Nullable Object> inner = between(before, after);
                if (!inner.isEmpty()) {
                    patch.put((String) key, inner);
                }
            } else if (!Objects.equals(present, wanted)) {
                patch.put((String) key, wanted);
            }
        });
        Map<Object, Object> gone = new HashMap<>(from);
        gone.keySet().removeAll(to.keySet());
        gone.keySet().forEach(key -> patch.put((String) key, null));
        return patch;
    }
}
