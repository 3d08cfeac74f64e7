package dev.weir.scalers.jolokia;

import dev.weir.scalers.auth.Url;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A URL that names an attribute of an MBean, as manifests give it instead of its parts.
 *
 * @param url as it is sent
 * @param endpoint host and, if it is written, port
 * @param keys of the MBean's name, with quotes if they have any
 */
record RestUrl(String url, String endpoint, Map<String, String> keys) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]+");

    /**
     * Splits the URL. Keys stand in a comma list between the first colon of the path and the next slash or colon.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat it
     */
    static RestUrl parse(String text, List<String> needed) {
        Url url = Url.parse(text);
        if (!HOST.matcher(url.host()).matches()) {
            throw new IllegalArgumentException(
                    "its host is none; the URL is taken as it is, placeholders are not filled in");
        }
        String path = Url.decoded(url.path());
        int colon = path.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("names no MBean: its path has no colon");
        }
        Map<String, String> keys = Arrays.stream(
                        path.substring(colon + 1).split("[/:]", 2)[0].split(","))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> one));
        List<String> missing = needed.stream()
                .filter(key -> keys.getOrDefault(key, "").isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("names an MBean without " + String.join(", ", missing));
        }
        String authority = text.replaceFirst("^[^:]*://", "").replaceFirst("[/?#].*", "");
        return new RestUrl(
                text.replace("\"", "%22"), authority.substring(authority.lastIndexOf('@') + 1), Map.copyOf(keys));
    }
}
