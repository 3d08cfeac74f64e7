package dev.weir.scalers.rabbitmq;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code host} parameter, split.
 *
 * @param scheme lower-case; {@code amqp}, {@code amqps}, {@code http}, {@code https} or something else
 * @param login user info, decoded; null if there is none
 * @param name of the host, without the brackets of an IPv6 address
 * @param path as written, escapes included; empty or with its leading slash
 */
record RabbitHost(String scheme, @Nullable Login login, String name, int port, String path) {

    private static final Map<String, Integer> PORTS = Map.of("amqp", 5672, "amqps", 5671, "http", 80, "https", 443);
    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#]*)@)?(?<host>\\[[0-9A-Fa-f:.%]+]|[^/?#@:\\[\\]]*)"
                    + "(?::(?<port>[0-9]{0,5}))?(?<path>/[^?#]*)?(?:[?#].*)?");

    /**
     * A user and a password.
     *
     * @param password null if user info names a user only
     */
    record Login(String user, @Nullable String password) {
        /** Shows no password. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * Splits the parameter.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat it, since it may hold a password
     */
    static RabbitHost parse(String text) {
        Matcher m = SHAPE.matcher(text);
        if (text.chars().anyMatch(c -> c <= ' ') || !m.matches()) {
            throw new IllegalArgumentException("is not of the form amqp://user:password@host:5672/vhost");
        }
        String scheme = m.group("scheme").toLowerCase(Locale.ROOT);
        String name = m.group("host");
        String port = m.group("port");
        return new RabbitHost(
                scheme,
                login(m.group("user")),
                name.isEmpty() ? "localhost" : name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
                port == null || port.isEmpty() ? PORTS.getOrDefault(scheme, 0) : port(port),
                m.group("path") == null ? "" : m.group("path"));
    }

    boolean speaksAmqp() {
        return scheme.equals("amqp") || scheme.equals("amqps");
    }

    boolean speaksHttp() {
        return scheme.equals("http") || scheme.equals("https");
    }

    /** {@code scheme://host:port}. */
    String origin() {
        return scheme + "://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
    }

    /** The virtual host as AMQP takes it: {@code /} unless the path names another one. */
    String amqpVhost() {
        return path.length() > 1 ? decoded(path.substring(1)) : "/";
    }

    /** Escapes undone; unlike in a form, a plus stands for itself. */
    static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                bytes.write(given[i]);
                continue;
            }
            int high = i + 2 < given.length ? Character.digit((char) given[i + 1], 16) : -1;
            int low = i + 2 < given.length ? Character.digit((char) given[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("has a % that is not followed by two hexadecimal digits");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static @Nullable Login login(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new Login(decoded(userInfo), null)
                : new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("has the port " + port + "; accepted are 1 to 65535");
        }
        return port;
    }

    /** Shows no user info. */
    @Override
    public String toString() {
        return origin() + path;
    }
}
