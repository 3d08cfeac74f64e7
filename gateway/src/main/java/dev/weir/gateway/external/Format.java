package dev.weir.gateway.external;

import io.netty.util.AsciiString;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The encodings that a reader can ask for. */
enum Format {
    JSON("application/json"),
    /** What we write as JSON is YAML as well. */
    YAML("application/yaml"),
    PROTOBUF("application/vnd.kubernetes.protobuf"),
    /** Rows and columns for people, as JSON. */
    TABLE("application/json");

    private final String mediaType;
    private final AsciiString header;

    Format(String mediaType) {
        this.mediaType = mediaType;
        this.header = new AsciiString(mediaType);
    }

    AsciiString contentType() {
        return header;
    }

    String mediaType() {
        return mediaType;
    }

    /** What suits an {@code Accept} header best, the first of equals; empty if nothing does. */
    static Optional<Format> of(@Nullable String accept) {
        for (MediaRange range : MediaRange.of(accept)) {
            if (range.as("Table", "meta.k8s.io", "v1") && range.covers(TABLE.mediaType)) {
                return Optional.of(TABLE);
            }
            Optional<Format> plain = plain(range);
            if (plain.isPresent()) {
                return plain;
            }
        }
        return Optional.empty();
    }

    /** The first encoding of an object itself that a range covers. */
    static Optional<Format> plain(MediaRange range) {
        if (range.plain()) {
            for (Format format : values()) {
                if (range.covers(format.mediaType)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }
}
