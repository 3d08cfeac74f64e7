package dev.weir.scalers.sql;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a connection string by name, some of them secret. What cannot be read is an {@link
 * IllegalArgumentException} whose message completes the sentence "the connection string …" and repeats no value that could
 * be a secret.
 *
 * @param values by name in lower case where the language does not tell upper from lower
 */
record Settings(Map<String, String> values) {

    Settings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Empty where it is not given, or given as an empty text. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A port, or {@code otherwise} where none is given. */
    static int port(String text, int otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("has the port \"" + text + "\"; accepted are 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    /** Undoes percent escapes; a plus sign stays what it is. */
    static String unescaped(String text) {
        try {
            return java.net.URLDecoder.decode(text.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a percent sign that begins no escape; write it as %25", e);
        }
    }

    /** A host as part of a URL: IPv6 addresses in brackets. */
    static String shown(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Shows names only. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
