package dev.weir.scalers.auth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An absolute http or https URL, split but not decoded: what was written is what is sent. Only characters that cannot stand
 * in a request line (spaces, non-ASCII) are escaped.
 *
 * @param userInfo as written, empty if absent; secret
 * @param host without the brackets of an IPv6 address
 * @param port of the URL or of its scheme
 * @param path with its leading slash
 * @param query without its question mark, empty if absent; may be secret
 */
public record Url(String scheme, String userInfo, String host, int port, String path, String query) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#]*)@)?(?<host>\\[[0-9A-Fa-f:.%]+]|[^/?#@:\\[\\]]+)"
                    + "(?::(?<port>[0-9]{0,5}))?(?<path>/[^?#]*)?(?:\\?(?<query>[^#]*))?(?:#.*)?");

    /**
     * Splits a URL.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat the URL, which may hold a secret
     */
    public static Url parse(String text) {
        if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("the URL holds a control character");
        }
        Matcher m = SHAPE.matcher(text.trim());
        if (!m.matches()) {
            throw new IllegalArgumentException("the URL is not of the form http://host:port/path");
        }
        String scheme = m.group("scheme").toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "the URL has the scheme \"" + scheme + "\"; accepted are http and https");
        }
        String host = m.group("host");
        return new Url(
                scheme,
                orEmpty(m.group("user")),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port(scheme, orEmpty(m.group("port"))),
                m.group("path") == null ? "/" : sendable(m.group("path")),
                sendable(orEmpty(m.group("query"))));
    }

    /** Scheme, host and port of a URL for limits and messages; {@code unknown} if it cannot be told. */
    public static String origin(String text) {
        try {
            return parse(text).origin();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    /** {@code scheme://host:port}. */
    public String origin() {
        return scheme + "://" + authority();
    }

    /** {@code host:port}. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    public boolean secure() {
        return scheme.equals("https");
    }

    /** What stands in the request line. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Everything, secrets included; for sending. */
    public String complete() {
        return scheme + "://" + (userInfo.isEmpty() ? "" : userInfo + "@") + authority() + target();
    }

    /** The same URL without query. */
    public Url withoutQuery() {
        return new Url(scheme, userInfo, host, port, path, "");
    }

    /** Adds or replaces a query parameter; the query is escaped anew and sorted by name, as KEDA does. */
    public Url withQuery(String name, String value) {
        TreeMap<String, String> parts = new TreeMap<>();
        Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).forEach(part -> {
            String key = part.contains("=") ? part.substring(0, part.indexOf('=')) : part;
            String escaped = escaped(decoded(key)) + "="
                    + escaped(decoded(part.contains("=") ? part.substring(part.indexOf('=') + 1) : ""));
            parts.merge(decoded(key), escaped, (one, other) -> one + "&" + other);
        });
        parts.put(name, escaped(name) + "=" + escaped(value));
        return new Url(scheme, userInfo, host, port, path, String.join("&", parts.values()));
    }

    /** Where a {@code Location} header of this URL's answer leads. */
    public Url resolve(String location) {
        if (location.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            return parse(location);
        }
        if (location.startsWith("//")) {
            return parse(scheme + ":" + location);
        }
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        return parse(origin() + (location.startsWith("/") ? location : directory + location));
    }

    /** Escapes as HTML forms do: a space is {@code +}. */
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The body of a form. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> escaped(field.getKey()) + "=" + escaped(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Shows neither user info nor query. */
    @Override
    public String toString() {
        return origin() + path + (query.isEmpty() ? "" : "?…");
    }

    /** Undoes form escapes; what is not escaped correctly stays as it is. */
    public static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static int port(String scheme, String text) {
        int port = text.isEmpty() ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the URL has the port " + port + "; accepted are 1 to 65535");
        }
        return port;
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    private static String sendable(String text) {
        if (text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            out.append(c > 0x20 && c < 0x7f ? String.valueOf((char) c) : String.format("%%%02X", c));
        }
        return out.toString();
    }
}
