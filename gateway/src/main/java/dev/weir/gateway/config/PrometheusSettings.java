package dev.weir.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The port at which dashboards and other clients share queries to Prometheus servers.
 *
 * @param bind the address; that of the API unless told otherwise
 * @param port the port; 0 for any free one
 * @param plain whether it speaks in the clear
 * @param upstreams who is asked; the one without a name is asked under {@code /api/v1}, others under {@code /NAME/api/v1}
 * @param tenantHeaders passed on, and part of what makes two questions the same
 * @param access who may ask; empty for what goes with the API's access and the address
 * @param authorization whether the caller's is passed on to upstreams without credentials of their own, if that is said
 * @param freshness how old answers may be
 * @param ranges what is kept of the past
 * @param caller what one caller may do at a time
 * @param answerBytes the longest answer that is kept or shared; a longer one is passed through
 * @param cacheBytes of all instant answers
 */
public record PrometheusSettings(
        String bind,
        int port,
        boolean plain,
        List<Upstream> upstreams,
        List<String> tenantHeaders,
        Optional<AccessSettings.Mode> access,
        Optional<Boolean> authorization,
        Freshness freshness,
        Ranges ranges,
        CallerShare caller,
        int answerBytes,
        int cacheBytes) {

    /** Which the upstream without a name is called in settings that belong to one upstream. */
    public static final String DEFAULT = "default";

    /**
     * One Prometheus, or what answers like it.
     *
     * @param name as in paths; {@value #DEFAULT} is the one without a name
     * @param url without a slash at its end
     * @param ca PEM of who signs its certificate, if not the system's trust
     * @param token a file that holds a bearer token
     * @param password a file that holds {@code user:password}
     * @param limits of what it is asked
     */
    public record Upstream(
            String name,
            URI url,
            Optional<Path> ca,
            Optional<Path> token,
            Optional<Path> password,
            UpstreamShare limits) {}

    /**
     * What one upstream is asked at most.
     *
     * @param atOnce requests at one time
     * @param waiting requests that wait for their turn; one more is refused
     * @param timeout of one request, its turn included
     */
    public record UpstreamShare(int atOnce, int waiting, Duration timeout) {}

    /**
     * How old an instant answer may be.
     *
     * @param usual unless the caller says otherwise
     * @param least that a caller can ask for by an age
     * @param most that a caller can ask for
     */
    public record Freshness(Duration usual, Duration least, Duration most) {}

    /**
     * What is kept of range queries.
     *
     * @param settling after which the past is taken for fixed
     * @param keep how long a piece of it is kept at most
     * @param bytes of all pieces
     */
    public record Ranges(Duration settling, Duration keep, int bytes) {}

    /**
     * What one caller may do.
     *
     * @param atOnce requests at one time
     * @param perSecond requests in one second
     * @param askedPerSecond of these, such as the upstream is asked for
     */
    public record CallerShare(int atOnce, int perSecond, int askedPerSecond) {}

    public PrometheusSettings {
        upstreams = List.copyOf(upstreams);
        tenantHeaders = List.copyOf(tenantHeaders);
    }

    /** Whether callers are asked who they are, where the API port asks its own. */
    public boolean guarded() {
        return access.map(mode -> mode == AccessSettings.Mode.CLUSTER).orElse(!plain && !Loopback.is(bind));
    }

    /**
     * Whether the caller's credentials are passed on.
     *
     * @param guarded whether they are shown to us
     */
    public boolean forwards(boolean guarded) {
        return authorization.orElse(!guarded);
    }

    /** What does not go together on a port at which callers show their credentials to us. */
    public Optional<String> problem() {
        return authorization.orElse(false)
                ? Optional.of(
                        "prometheus-forward-authorization=true and prometheus-access=cluster exclude each other: the"
                                + " token that a caller shows Weir would be shown to the upstream; give"
                                + " prometheus-forward-authorization=false, or prometheus-access=open")
                : Optional.empty();
    }

    /** Empty unless a port is given. */
    static Optional<PrometheusSettings> from(SettingsReader reader, ApiSettings api) {
        boolean on = reader.isGiven("prometheus-port");
        boolean upstream = reader.isGiven("prometheus-upstream") || reader.isGiven("prometheus-upstreams");
        PrometheusSettings settings = read(reader, api);
        if (settings.access().equals(Optional.of(AccessSettings.Mode.CLUSTER))) {
            settings.problem().ifPresent(reader::problem);
            if (settings.plain()) {
                reader.problem(
                        "prometheus-access=cluster and prometheus-insecure-http exclude each other: nobody can show a"
                                + " certificate in the clear, and a token would be seen");
            }
        }
        if (on && !upstream) {
            reader.problem("prometheus-port needs prometheus-upstream or prometheus-upstreams: who is to be asked");
        }
        if (!on && upstream) {
            reader.problem("prometheus-upstream and prometheus-upstreams have no effect without prometheus-port");
        }
        return on ? Optional.of(settings) : Optional.empty();
    }

    private static PrometheusSettings read(SettingsReader reader, ApiSettings api) {
        return new PrometheusSettings(
                reader.text("prometheus-bind", api.bind()),
                reader.count("prometheus-port", 0, 0, 65_535),
                reader.flag("prometheus-insecure-http") || api.tls() instanceof TlsSettings.Plain,
                upstreams(reader),
                reader.has("prometheus-tenant-headers")
                        ? reader.list("prometheus-tenant-headers")
                        : List.of("X-Scope-OrgID"),
                access(reader),
                reader.flagIfGiven("prometheus-forward-authorization"),
                freshness(reader),
                new Ranges(
                        reader.duration("prometheus-settling", Duration.ofMinutes(10)),
                        reader.duration("prometheus-range-keep", Duration.ofHours(6)),
                        reader.count("prometheus-range-cache-bytes", 64 << 20, 0, Integer.MAX_VALUE)),
                new CallerShare(
                        reader.count("prometheus-caller-requests", 1_000, 1, 1_000_000),
                        reader.count("prometheus-caller-per-second", 50_000, 1, 1_000_000),
                        reader.count("prometheus-caller-asked-per-second", 500, 1, 1_000_000)),
                reader.count("prometheus-max-answer-bytes", 16 << 20, 1_024, 1 << 30),
                reader.count("prometheus-cache-bytes", 32 << 20, 0, Integer.MAX_VALUE));
    }

    private static Optional<AccessSettings.Mode> access(SettingsReader reader) {
        String given = reader.text("prometheus-access", "");
        switch (given) {
            case "":
                return Optional.empty();
            case "open":
                return Optional.of(AccessSettings.Mode.OPEN);
            case "cluster":
                return Optional.of(AccessSettings.Mode.CLUSTER);
            default:
                reader.problem("prometheus-access: given \"" + given
                        + "\", accepted is cluster (the API server says who" + " may ask) or open (anybody may)");
                return Optional.empty();
        }
    }

    private static Freshness freshness(SettingsReader reader) {
        Freshness freshness = new Freshness(
                reader.duration("prometheus-freshness", Duration.ofSeconds(5)),
                reader.duration("prometheus-min-freshness", Duration.ofSeconds(1)),
                reader.duration("prometheus-max-freshness", Duration.ofMinutes(5)));
        if (freshness.least().compareTo(freshness.usual()) > 0
                || freshness.usual().compareTo(freshness.most()) > 0) {
            reader.problem("prometheus-min-freshness, prometheus-freshness and prometheus-max-freshness must not fall:"
                    + " given " + seconds(freshness.least()) + ", " + seconds(freshness.usual()) + " and "
                    + seconds(freshness.most()));
        }
        return freshness;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1_000.0 + "s";
    }

    private static List<Upstream> upstreams(SettingsReader reader) {
        Map<String, URI> urls = new LinkedHashMap<>();
        if (reader.isGiven("prometheus-upstream")) {
            url(reader, "prometheus-upstream", reader.text("prometheus-upstream", ""))
                    .ifPresent(url -> urls.put(DEFAULT, url));
        }
        pairs(reader, "prometheus-upstreams", false).forEach((name, text) -> {
            if (name.equals(DEFAULT) || name.equals("api") || !name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
                reader.problem("prometheus-upstreams: given the name \"" + name
                        + "\", accepted are letters, digits, -, _" + " and . but not \"api\" and \"" + DEFAULT + "\"");
            } else {
                url(reader, "prometheus-upstreams", text).ifPresent(url -> urls.put(name, url));
            }
        });
        Map<String, String> cas = files(reader, "prometheus-ca-files", urls);
        Map<String, String> tokens = files(reader, "prometheus-token-files", urls);
        Map<String, String> passwords = files(reader, "prometheus-password-files", urls);
        tokens.keySet().stream()
                .filter(passwords::containsKey)
                .forEach(name -> reader.problem("prometheus-token-files and prometheus-password-files both name \""
                        + name + "\": one of them proves who asks"));
        UpstreamShare share = new UpstreamShare(
                reader.count("prometheus-max-concurrent", 20, 1, 10_000),
                reader.count("prometheus-max-waiting", 1_000, 0, 1_000_000),
                reader.duration("prometheus-timeout", Duration.ofMinutes(2)));
        List<Upstream> all = new ArrayList<>();
        urls.forEach((name, url) ->
                all.add(new Upstream(name, url, file(cas, name), file(tokens, name), file(passwords, name), share)));
        return all;
    }

    private static Optional<Path> file(Map<String, String> files, String name) {
        return Optional.ofNullable(files.get(name)).map(Path::of);
    }

    private static Map<String, String> files(SettingsReader reader, String setting, Map<String, URI> urls) {
        Map<String, String> files = pairs(reader, setting, true);
        files.keySet().stream()
                .filter(name -> !urls.containsKey(name))
                .forEach(name -> reader.problem(setting + ": names \"" + name + "\", which is no upstream"));
        return files;
    }

    /** {@code name=value,…}; where {@code bare}, a value without a name is the default upstream's. */
    private static Map<String, String> pairs(SettingsReader reader, String setting, boolean bare) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : reader.list(setting)) {
            int at = item.indexOf('=');
            if (at < 0 && !bare || at == 0 || at == item.length() - 1) {
                reader.problem(setting + ": given \"" + item + "\", accepted is NAME=VALUE, with commas between");
            } else if (pairs.put(
                            at < 0 ? DEFAULT : item.substring(0, at).strip(),
                            item.substring(at + 1).strip())
                    != null) {
                reader.problem(setting + ": the same name twice: \"" + item + "\"");
            }
        }
        return pairs;
    }

    private static Optional<URI> url(SettingsReader reader, String setting, String text) {
        try {
            URI url = new URI(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (scheme.matches("https?")
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException notAUrl) {
            // Said below, like one of another kind.
        }
        reader.problem(setting + ": given " + (text.contains("@") ? "a URL with a user" : "\"" + text + "\"")
                + ", accepted is http:// or https:// with a host, a port and a path, such as http://prometheus:9090");
        return Optional.empty();
    }
}
