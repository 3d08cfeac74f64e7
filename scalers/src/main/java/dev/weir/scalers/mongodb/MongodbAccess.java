package dev.weir.scalers.mongodb;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Params;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads where a server is, who logs in and whether the connection is secured. */
final class MongodbAccess {

    private static final String CONNECTION = "connectionString";

    /** The {@code scheme} parameter. */
    private enum Scheme {
        MONGODB("mongodb"),
        SRV(ConnectionText.SRV);

        private final String text;

        Scheme(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The {@code tls} parameter. */
    private enum Tls {
        enable,
        disable
    }

    private MongodbAccess() {}

    /** Null where a problem was found. */
    static @Nullable MongodbServer from(Params params) {
        String connection = params.text(CONNECTION).from(AUTH, METADATA, ENV).orElse("");
        Scheme scheme =
                params.oneOf(Scheme.class, "scheme").from(AUTH, METADATA).orElse(Scheme.MONGODB);
        String host = params.text("host").from(AUTH, METADATA).orElse("");
        String port = params.text("port").from(AUTH, METADATA).orElse("");
        String user = params.text("username").from(AUTH, METADATA).orElse("");
        String password = params.text("password").from(AUTH, METADATA, ENV).orElse("");
        String database = params.text("dbName").from(AUTH, METADATA).orElse("");
        TlsSettings tls = tls(params);
        ConnectionText text;
        if (!connection.isEmpty()) {
            text = parsed(params, CONNECTION, connection);
        } else if (complete(params, scheme, host, port, user, password)) {
            String at = bracketed(host) + (scheme == Scheme.SRV ? "" : ":" + port);
            text = parsed(
                    params,
                    "host",
                    scheme + "://" + escaped(user) + ":" + escaped(password) + "@" + at + "/" + escaped(database));
        } else {
            return null;
        }
        return text == null ? null : new MongodbServer(text, tls);
    }

    /** Which parameter it is that the driver does not take: of parts that are escaped it looks at this one only. */
    static String refused(Params params) {
        boolean whole =
                !params.text(CONNECTION).from(AUTH, METADATA, ENV).orElse("").isEmpty();
        return whole ? CONNECTION : "dbName";
    }

    private static @Nullable ConnectionText parsed(Params params, String parameter, String text) {
        try {
            return ConnectionText.parse(text);
        } catch (IllegalArgumentException e) {
            // What is wrong with parts that are escaped is the host, or the port that stands behind it.
            params.problem(
                    parameter,
                    parameter.equals(CONNECTION)
                            ? String.valueOf(e.getMessage())
                            : "or port is none; accepted are a name or an address, and 1 to 65535");
            return null;
        }
    }

    private static boolean complete(
            Params params, Scheme scheme, String host, String port, String user, String password) {
        boolean needsPort = scheme != Scheme.SRV;
        Map<String, String> parts = new TreeMap<>(Map.of("host", host, "username", user, "password", password));
        if (needsPort) {
            parts.put("port", port);
        }
        parts.forEach((name, value) -> params.require(
                !value.isEmpty(),
                name,
                "is missing; give " + CONNECTION + ", or all of host" + (needsPort ? ", port" : "")
                        + ", username and password"));
        return parts.values().stream().noneMatch(String::isEmpty);
    }

    /** Null where the connection string has the word. */
    private static @Nullable TlsSettings tls(Params params) {
        boolean secured = params.oneOf(Tls.class, "tls").from(AUTH).orElse(Tls.disable) == Tls.enable;
        String ca = params.text("ca").from(AUTH).orElse("");
        String cert = params.text("cert").from(AUTH).orElse("");
        String key = params.text("key").from(AUTH).orElse("");
        String password = params.text("keyPassword").from(AUTH).orElse("");
        if (!secured) {
            if (!ca.isEmpty() || !cert.isEmpty() || !key.isEmpty()) {
                params.warn("tls", "is not \"enable\", so that ca, cert and key have no effect");
            }
            return null;
        }
        params.require(
                cert.isEmpty() == key.isEmpty(),
                cert.isEmpty() ? "cert" : "key",
                "is missing; cert and key are given together");
        params.require(
                !ca.isEmpty() || !cert.isEmpty() || !key.isEmpty(),
                "ca",
                "is missing; tls \"enable\" needs ca, or cert and key");
        return new TlsSettings(ca, cert, key, password, false).check(params);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") && host.indexOf(',') < 0 ? "[" + host + "]" : host;
    }

    private static String escaped(String text) {
        return Url.escaped(text).replace("+", "%20");
    }
}
