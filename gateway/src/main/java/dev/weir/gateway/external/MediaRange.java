package dev.weir.gateway.external;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of an {@code Accept} header.
 *
 * @param type lower case, such as {@code application/json} or {@code *}{@code /*}
 * @param parameters without the weight, by lower-case name
 * @param weight how much it is wanted, above 0
 */
record MediaRange(String type, Map<String, String> parameters, double weight) {

    private static final MediaRange ANY = new MediaRange("*/*", Map.of(), 1);
    private static final int MAX_CHARACTERS = 4_096;

    MediaRange {
        parameters = Map.copyOf(parameters);
    }

    /** What a header asks for, the most wanted first, of equals in the order written; anything if there is no header. */
    static List<MediaRange> of(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return List.of(ANY);
        }
        String bounded = accept.length() > MAX_CHARACTERS ? accept.substring(0, MAX_CHARACTERS) : accept;
        List<MediaRange> ranges = new ArrayList<>();
        for (String element : bounded.split(",", -1)) {
            MediaRange range = range(element.split(";", -1));
            if (range.weight > 0) {
                ranges.add(range);
            }
        }
        ranges.sort(Comparator.comparingDouble(MediaRange::weight).reversed());
        return ranges;
    }

    private static MediaRange range(String[] parts) {
        Map<String, String> parameters = new HashMap<>();
        double weight = 1;
        for (int at = 1; at < parts.length; at++) {
            int equals = parts[at].indexOf('=');
            if (equals > 0) {
                String name = parts[at].substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = parts[at].substring(equals + 1).strip();
                if (name.equals("q")) {
                    weight = parsed(value);
                } else {
                    parameters.put(name, value);
                }
            }
        }
        return new MediaRange(parts[0].strip().toLowerCase(Locale.ROOT), parameters, weight);
    }

    private static double parsed(String value) {
        try {
            double weight = Double.parseDouble(value);
            return weight >= 0 && weight <= 1 ? weight : 0;
        } catch (NumberFormatException notAWeight) {
            return 0;
        }
    }

    /** Whether this media type is one of those asked for. */
    boolean covers(String mediaType) {
        return type.equals(mediaType)
                || type.equals("*/*")
                || type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
    }

    /** Whether it wants the object itself, not another view of it. */
    boolean plain() {
        return parameter("as").isEmpty();
    }

    /** Whether it wants the object as this kind. */
    boolean as(String kind, String group, String version) {
        return parameter("as").equals(kind)
                && parameter("g").equals(group)
                && parameter("v").equals(version);
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
