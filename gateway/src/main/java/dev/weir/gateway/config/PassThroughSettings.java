package dev.weir.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The second adapter, to which requests for metrics that are not ours are passed on.
 *
 * @param url where it is; the path, if any, goes before that of each request
 * @param authority PEM file of whoever signed its certificate; the JDK's authorities if empty
 * @param unchecked whether its certificate is not checked at all
 * @param identity by which it knows us for somebody who may say who asks
 * @param token file of the token that is shown to it, for where it knows us by that
 * @param timeout of one request, waiting for a place included
 * @param keep how long an answer is given again; not at all if empty
 * @param connections to it at one time, with one request each
 * @param waiting requests that wait for one of them; one more is refused
 * @param bodyBytes of an answer
 * @param refresh how often its list of resources and our files are looked at
 */
public record PassThroughSettings(
        URI url,
        Optional<Path> authority,
        boolean unchecked,
        Optional<TlsSettings.Pem> identity,
        Optional<Path> token,
        Duration timeout,
        Optional<Duration> keep,
        int connections,
        int waiting,
        int bodyBytes,
        Duration refresh) {

    private static final String URL = "adapter-url";

    /** Empty unless an address is given. */
    static Optional<PassThroughSettings> from(SettingsReader reader) {
        Optional<URI> url = url(reader);
        Optional<Path> certificate = reader.path("adapter-cert");
        Optional<Path> key = reader.path("adapter-key");
        Duration refresh = reader.duration("adapter-refresh", Duration.ofSeconds(30));
        Duration keep = reader.duration("adapter-cache", Duration.ZERO);
        PassThroughSettings settings = new PassThroughSettings(
                url.orElse(URI.create("https://127.0.0.1")),
                reader.path("adapter-ca"),
                reader.flag("adapter-insecure-skip-verify"),
                certificate.flatMap(file -> key.map(secret -> new TlsSettings.Pem(file, secret, refresh))),
                reader.path("adapter-token-file"),
                reader.duration("adapter-timeout", Duration.ofSeconds(5)),
                keep.isZero() ? Optional.empty() : Optional.of(keep),
                reader.count("adapter-connections", 32, 1, 1_000),
                reader.count("adapter-waiting", 256, 0, 100_000),
                reader.count("adapter-max-body-bytes", 4 << 20, 1_024, 256 << 20),
                refresh);
        if (certificate.isPresent() != key.isPresent()) {
            reader.problem("adapter-cert and adapter-key belong together: give both or neither");
        }
        if (settings.unchecked && settings.authority.isPresent()) {
            reader.problem("adapter-insecure-skip-verify and adapter-ca exclude each other");
        }
        url.ifPresent(given -> settings.checkPlain(given, reader));
        return url.map(given -> settings).or(() -> none(reader));
    }

    private void checkPlain(URI given, SettingsReader reader) {
        if (given.getScheme().equals("http") && (unchecked || authority.isPresent() || identity.isPresent())) {
            reader.problem("adapter-ca, adapter-cert and adapter-insecure-skip-verify have no effect with an " + URL
                    + " that starts with http:");
        }
        if (given.getScheme().equals("http") && token.isPresent()) {
            reader.problem("adapter-token-file needs an " + URL + " that starts with https: a token is not shown in"
                    + " the clear");
        }
    }

    private static Optional<PassThroughSettings> none(SettingsReader reader) {
        for (String name :
                new String[] {"adapter-ca", "adapter-cert", "adapter-token-file", "adapter-timeout", "adapter-cache"}) {
            if (!reader.isGiven(URL) && reader.isGiven(name)) {
                reader.problem(name + " has no effect without " + URL);
            }
        }
        return Optional.empty();
    }

    private static Optional<URI> url(SettingsReader reader) {
        String text = reader.text(URL, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            boolean known = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (known
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException notAnAddress) {
            // Said below, like one of another kind. The text is not repeated: it may hold a password.
        }
        reader.problem(URL + ": accepted is an address such as https://prometheus-adapter.monitoring.svc:443, without"
                + " user, query or fragment");
        return Optional.empty();
    }

    /** Host and port, for sentences. */
    public String place() {
        return url.getHost() + ":" + port();
    }

    public boolean secure() {
        return url.getScheme().equals("https");
    }

    /** 443 or 80 if none is named. */
    public int port() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return secure() ? 443 : 80;
    }

    /** What goes before the path of each request, without a slash at its end. */
    public String basePath() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
