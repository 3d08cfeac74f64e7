package dev.weir.gateway.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A running Weir that a command asks.
 *
 * <p>A certificate that nobody can check is what Weir makes for itself where it is given none, and it listens on loopback
 * then: so on loopback, and only where no token is at stake, an unchecked one is taken, and said to be unchecked.
 */
final class WeirServer {

    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "::1");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int SECONDS = 30;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int MOST_TOKEN_BYTES = 64 * 1024;

    /** One answer. */
    record Answer(int code, String body) {

        /** Whether Weir itself has said no, not some other server that happens to be there. */
        boolean isStatus() {
            return status().isPresent();
        }

        /** What the server says of a refusal. */
        String message() {
            return status().map(status -> status.getString("message", ""))
                    .orElse("the server answered with HTTP " + code
                            + " and is no Weir, or one that explains nothing yet");
        }

        private Optional<JsonObject> status() {
            try {
                JsonObject json = new JsonObject(body);
                return "Status".equals(json.getValue("kind")) ? Optional.of(json) : Optional.empty();
            } catch (DecodeException e) {
                return Optional.empty();
            }
        }
    }

    private final URI server;
    private final boolean tls;
    private final boolean unchecked;
    private final @Nullable Path ca;
    private final @Nullable String token;

    /**
     * A server that is not asked yet.
     *
     * @throws IllegalArgumentException with a sentence for the user if the options do not go together
     * @throws IOException if a file cannot be read
     */
    WeirServer(URI server, @Nullable Path ca, boolean insecure, @Nullable Path tokenFile) throws IOException {
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        boolean bare = server.getRawPath() == null || server.getRawPath().matches("/?");
        if (!scheme.matches("https?") || server.getHost() == null || server.getRawUserInfo() != null || !bare) {
            throw new IllegalArgumentException("--server: given \"" + shown(server)
                    + "\", accepted is a URL of scheme and host such as https://127.0.0.1:6443");
        }
        boolean loopback =
                LOOPBACK.contains(server.getHost()) || server.getHost().startsWith("127.");
        this.server = server;
        this.tls = scheme.equals("https");
        this.ca = ca;
        this.unchecked = tls && (insecure || ca == null && loopback && tokenFile == null);
        if (ca != null && insecure) {
            throw new IllegalArgumentException("--ca and --insecure-skip-tls-verify exclude each other");
        }
        if (tokenFile != null && !tls && !loopback) {
            throw new IllegalArgumentException("--token-file: a token is sent by https only");
        }
        if (ca != null && !Files.isReadable(ca)) {
            throw new IllegalArgumentException("--ca: " + ca + " cannot be read");
        }
        this.token = tokenFile == null ? null : token(tokenFile);
    }

    private static String shown(URI server) {
        return server.getRawUserInfo() == null ? server.toString() : "a URL with a user";
    }

    private static String token(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.size(file) > MOST_TOKEN_BYTES) {
            throw new IllegalArgumentException("--token-file: " + file + " cannot be read, or is no token");
        }
        String token = Files.readString(file).strip();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("--token-file: " + file + " holds no token");
        }
        return token;
    }

    /** What the user is to know of the connection. */
    Optional<String> warning() {
        return unchecked
                ? Optional.of("The certificate of " + server + " is not checked"
                        + (ca == null ? ", give --ca FILE to have it checked." : "."))
                : Optional.empty();
    }

    /**
     * Asks once.
     *
     * @throws IOException with a sentence for the user if there is no answer
     */
    Answer get(String path) throws IOException {
        // A machine that is busy with other things is no news to who asks.
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));
        try {
            return ask(vertx, path).await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(server + " did not answer within " + SECONDS + " s", e);
        } catch (Throwable e) {
            // Vert.x throws what the connection failed with, checked or not.
            throw unreachable(e);
        } finally {
            vertx.close();
        }
    }

    private Future<Answer> ask(Vertx vertx, String path) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(tls)
                .setTrustAll(unchecked)
                .setVerifyHost(tls && !unchecked)
                .setConnectTimeout(CONNECT_MILLIS);
        if (ca != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()));
        }
        HttpClient client = vertx.createHttpClient(options);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(server.getHost())
                .setPort(server.getPort() < 0 ? tls ? HTTPS : HTTP : server.getPort())
                .setURI(path)
                .putHeader(HttpHeaders.ACCEPT, "application/json");
        if (token != null) {
            request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        return client.request(request)
                // Inside, so that the body has a reader before it can come.
                .compose(asked -> asked.send()
                        .compose(answer -> answer.body().map(body -> new Answer(answer.statusCode(), body.toString()))))
                // Held until then: a client that nobody holds is closed by Vert.x, under its request.
                .eventually(client::close);
    }

    private IOException unreachable(Throwable fault) {
        boolean refused = fault instanceof SSLException || fault.getCause() instanceof SSLException;
        String why = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return new IOException(
                refused
                        ? "the certificate of " + server + " was not accepted (" + why
                                + "); --ca FILE names the one that signed it, --insecure-skip-tls-verify checks none"
                        : "nothing answers at " + server + " (" + why
                                + "). Of a Weir in a cluster forward the port first:"
                                + " kubectl -n NAMESPACE port-forward deploy/weir 6443:6443; the demo serves there after"
                                + " weir demo --port 6443; another place is named by --server URL",
                fault);
    }
}
