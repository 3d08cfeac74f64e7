package dev.weir.scalers.upstream;

import java.time.Instant;

/** A token or session with its end; secret. */
public record Token<T>(T value, Instant obtained, Instant expires) {

    @Override
    public String toString() {
        return "Token[expires=" + expires + "]";
    }
}
