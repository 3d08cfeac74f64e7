package dev.weir.scalers.mongodb;

import dev.weir.scalers.auth.Url;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A connection string, taken apart as far as Weir itself has to know it: whom it names, for messages without secrets, and
 * what it says of TLS, since the driver knows no files of PEM. All else is the driver's to read.
 *
 * @param text the whole; secret
 * @param hosts with their ports
 * @param login as written, empty for none; secret
 * @param options by their names in small letters, not escaped any more; may be secret
 */
record ConnectionText(String text, String scheme, List<String> hosts, String login, Map<String, String> options) {

    /** Names are looked up at a DNS server: where the hosts are, and some options. */
    static final String SRV = "mongodb+srv";

    private static final String PORT = ":27017";

    private static final Pattern SHAPE =
            Pattern.compile("(?<scheme>mongodb|mongodb\\+srv)://(?:(?<login>[^@/?#\\[\\]\\s]*)@)?"
                    + "(?<hosts>[^@/?#\\s]+)(?:/[^@/?#\\s]*)?(?:\\?(?<options>[^#\\s]*))?");

    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^:\\[\\],%]+)(?<port>:[0-9]{1,5})?");

    ConnectionText {
        hosts = List.copyOf(hosts);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /**
     * Takes a string apart.
     *
     * @throws IllegalArgumentException whose message completes "the connection string …" and repeats nothing of it
     */
    static ConnectionText parse(String text) {
        Matcher m = SHAPE.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("is no connection string; accepted are"
                    + " mongodb://user:password@host:port/database?options and"
                    + " mongodb+srv://user:password@host/database?options, where @ : / ? # [ ] and % in user and password"
                    + " are escaped as %40 and the like");
        }
        String scheme = m.group("scheme");
        List<String> hosts = new ArrayList<>();
        for (String host : m.group("hosts").split(",", -1)) {
            hosts.add(host(scheme, host));
        }
        if (scheme.equals(SRV) && hosts.size() > 1) {
            throw new IllegalArgumentException("has several hosts; " + SRV + " takes one, which stands for all");
        }
        return new ConnectionText(text, scheme, hosts, given(m, "login"), options(given(m, "options")));
    }

    private static String host(String scheme, String text) {
        Matcher m = HOST.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "has a host that is none; accepted are names and addresses, those of IPv6 in brackets, each with a port"
                            + " behind a colon or without");
        }
        if (scheme.equals(SRV)) {
            if (m.group("port") != null) {
                throw new IllegalArgumentException("has a port; " + SRV + " takes none");
            }
            return text;
        }
        if (m.group("port") == null) {
            return text + PORT;
        }
        int port = Integer.parseInt(m.group("port").substring(1));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("has a port that is none; accepted are 1 to 65535");
        }
        return text;
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new TreeMap<>();
        Arrays.stream(text.split("[&;]")).filter(part -> part.contains("=")).forEach(part -> {
            int equals = part.indexOf('=');
            options.put(
                    part.substring(0, equals).toLowerCase(Locale.ROOT),
                    Url.decoded(part.substring(equals + 1).replace("+", "%2B")));
        });
        return options;
    }

    private static String given(Matcher m, String group) {
        String text = m.group(group);
        return text == null ? "" : text;
    }

    /** {@code mongodb://host:port,host:port}. */
    String origin() {
        return scheme + "://" + String.join(",", hosts);
    }

    /** The option of one of these names, given in small letters; empty where there is none. */
    String option(String... names) {
        return Stream.of(names)
                .map(name -> options.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** As drivers of other languages do it: who says how TLS is spoken wants it spoken. */
    boolean secured() {
        String said = option("tls", "ssl");
        return said.isEmpty()
                ? scheme.equals(SRV)
                        || unsafe()
                        || !caFile().isEmpty()
                        || !pairFile().isEmpty()
                : said.equals("true");
    }

    /** Whether nothing is to be verified. */
    boolean unsafe() {
        return option("tlsinsecure", "sslinsecure").equals("true");
    }

    String caFile() {
        return option("tlscafile", "sslcertificateauthorityfile");
    }

    /** A certificate and its key in one file. */
    String pairFile() {
        return option("tlscertificatekeyfile", "sslclientcertificatekeyfile");
    }

    String pairPassword() {
        return option("tlscertificatekeyfilepassword", "sslclientcertificatekeypassword");
    }

    /** Shows neither who logs in nor the options. */
    @Override
    public String toString() {
        return origin();
    }
}
