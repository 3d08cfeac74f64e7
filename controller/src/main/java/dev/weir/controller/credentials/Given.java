package dev.weir.controller.credentials;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a manifest may leave out. */
final class Given {

    private Given() {}

    /** Empty if it was left out. */
    static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    /** Does nothing if it was left out. */
    static <T> void each(@Nullable List<T> list, Consumer<T> action) {
        if (list != null) {
            list.forEach(action);
        }
    }
}
