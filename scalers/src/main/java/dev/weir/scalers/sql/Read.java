package dev.weir.scalers.sql;

import dev.weir.scalers.spi.Params;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reading of something that may be wrong as a whole. */
final class Read {

    private Read() {}

    /** What is read, or null and a problem of the parameter. */
    static <T> @Nullable T of(Params params, String parameter, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            params.problem(parameter, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** What is there because no problem was found. */
    static <T> T sure(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a database without problems has not been read");
        }
        return value;
    }
}
