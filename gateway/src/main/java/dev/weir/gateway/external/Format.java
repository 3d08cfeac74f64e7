package dev.weir.gateway.external;

import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The encodings that a reader can ask for. */
enum Format {
    JSON("application/json"),
    /** What we write as JSON is YAML as well. */
    YAML("application/yaml"),
    PROTOBUF("application/vnd.kubernetes.protobuf");

    private static final int MAX_ACCEPT_CHARACTERS = 4_096;

    private final String mediaType;
    private final CharSequence header;

    Format(String mediaType) {
        this.mediaType = mediaType;
        this.header = HttpHeaders.createOptimized(mediaType);
    }

    CharSequence contentType() {
        return header;
    }

    /** What suits an {@code Accept} header best, the first of equals; empty if nothing does. */
    static Optional<Format> of(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        Optional<Format> best = Optional.empty();
        double bestWeight = 0;
        String bounded = accept.length() > MAX_ACCEPT_CHARACTERS ? accept.substring(0, MAX_ACCEPT_CHARACTERS) : accept;
        for (String range : bounded.split(",", -1)) {
            String[] parts = range.split(";", -1);
            Optional<Format> format = named(parts[0].strip().toLowerCase(Locale.ROOT));
            double weight = weight(parts);
            if (format.isPresent() && weight > bestWeight) {
                best = format;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static Optional<Format> named(String range) {
        if (range.equals("*/*") || range.equals("application/*")) {
            return Optional.of(JSON);
        }
        for (Format format : values()) {
            if (format.mediaType.equals(range)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static double weight(String[] parts) {
        for (int at = 1; at < parts.length; at++) {
            String parameter = parts[at].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException notAWeight) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
