package dev.weir.scalers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real RabbitMQ with its management plugin on free loopback ports, with a node name, a folder and an epmd of its own, so
 * that several run beside each other and beside the machine's. The user {@code guest}/{@code guest} may do all. It can be
 * stopped and started again on the same ports; durable queues and their messages are kept. A machine without RabbitMQ
 * aborts the test with a sentence, see {@link ServerProcess#find}.
 */
public final class RabbitServer implements AutoCloseable {

    /** The virtual host that every broker has. */
    public static final String ROOT = "/";

    private static final Duration START = Duration.ofSeconds(90);

    /** Generous: it only ends a test that hangs, and a broker that starts on a busy machine takes its time. */
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Path binary = ServerProcess.find("rabbitmq-server", "rabbitmq-server");
    private final Path folder = folder();
    private final int amqpPort;
    private final int managementPort = ServerProcess.freePort();
    private final int amqpsPort = ServerProcess.freePort();
    private final int httpsPort = ServerProcess.freePort();
    private final int distributionPort = ServerProcess.freePort();
    private final int epmdPort = ServerProcess.freePort();
    private final ServerProcess epmd;
    private @Nullable ServerProcess broker;

    private RabbitServer(int amqpPort, @Nullable TestCertificates certificates) {
        this.amqpPort = amqpPort;
        Path epmdBinary = ServerProcess.find("epmd", "erlang-base");
        write("plugins", "[rabbitmq_management,rabbitmq_auth_mechanism_ssl].\n");
        write("rabbitmq.conf", plain() + (certificates == null ? "" : tls(certificates)));
        this.epmd = ServerProcess.start(
                "epmd",
                folder,
                Map.of(),
                List.of(epmdBinary.toString(), "-address", "127.0.0.1", "-port", Integer.toString(epmdPort)));
    }

    /** Starts a broker; takes some seconds. */
    public static RabbitServer start() {
        return startOn(ServerProcess.freePort());
    }

    /** Starts a broker whose AMQP listener has this port. */
    public static RabbitServer startOn(int amqpPort) {
        return started(new RabbitServer(amqpPort, null));
    }

    /**
     * Starts a broker that also listens for amqps and https, and lets clients log in by a certificate's common name (SASL
     * EXTERNAL) where a user of that name exists.
     */
    public static RabbitServer startWithTls(TestCertificates certificates) {
        return started(new RabbitServer(ServerProcess.freePort(), certificates));
    }

    private static RabbitServer started(RabbitServer server) {
        // A test that fails before it closes the broker, or a build that is stopped, leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        try {
            server.restart();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    public int amqpPort() {
        return amqpPort;
    }

    public int managementPort() {
        return managementPort;
    }

    public int amqpsPort() {
        return amqpsPort;
    }

    public int httpsPort() {
        return httpsPort;
    }

    /** For AMQP, with user and password. */
    public String amqpUri() {
        return "amqp://guest:guest@127.0.0.1:" + amqpPort + "/";
    }

    /** For the management API, with user and password. */
    public String managementUri() {
        return "http://guest:guest@127.0.0.1:" + managementPort + "/";
    }

    /** Stops the broker in order, ports and data are kept. */
    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    /** Kills the broker as a crash would; ports and data are kept. */
    public void kill() {
        if (broker != null) {
            broker.kill();
            broker = null;
        }
    }

    /** Starts the broker again after {@link #stop} or {@link #kill}, with the same ports and data. */
    public void restart() {
        broker = ServerProcess.start("rabbitmq", folder, environment(), List.of("sh", script().toString()));
        broker.ready(START, () -> listens(amqpPort) && get("/api/overview").statusCode() == 200);
    }

    /** Debian's binary changes to a user of its own and to the machine's folders; the script behind it does not. */
    private Path script() {
        try {
            boolean wrapper = binary.toRealPath().endsWith("rabbitmq-script-wrapper");
            return wrapper ? binary.toRealPath().resolveSibling("rabbitmq-server") : binary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void addVhost(String vhost) {
        expect(201, send("PUT", "/api/vhosts/" + escaped(vhost), ""));
        expect(201, send("PUT", "/api/permissions/" + escaped(vhost) + "/guest", ALL));
    }

    /** A user who may do all in the root virtual host; a user without password can log in by certificate only. */
    public void addUser(String name, @Nullable String password) {
        String secret = password == null ? "\"password_hash\":\"\"" : "\"password\":\"" + password + "\"";
        expect(201, send("PUT", "/api/users/" + escaped(name), "{" + secret + ",\"tags\":\"administrator\"}"));
        expect(201, send("PUT", "/api/permissions/" + escaped(ROOT) + "/" + escaped(name), ALL));
    }

    /** Makes a durable queue. */
    public void declare(String vhost, String queue) {
        expect(201, send("PUT", queuePath(vhost, queue), "{\"durable\":true}"));
    }

    /** Puts persistent messages into a queue. */
    public void publish(String vhost, String queue, int messages) {
        String body = "{\"properties\":{\"delivery_mode\":2},\"routing_key\":\"" + queue
                + "\",\"payload\":\"x\",\"payload_encoding\":\"string\"}";
        for (int i = 0; i < messages; i++) {
            expect(200, send("POST", "/api/exchanges/" + escaped(vhost) + "/amq.default/publish", body));
        }
    }

    /** Takes messages out of a queue, as many as there are up to this number. */
    public void take(String vhost, String queue, int messages) {
        String body = "{\"count\":" + messages + ",\"ackmode\":\"ack_requeue_false\",\"encoding\":\"auto\"}";
        expect(200, send("POST", queuePath(vhost, queue) + "/get", body));
    }

    public void purge(String vhost, String queue) {
        expect(204, send("DELETE", queuePath(vhost, queue) + "/contents", ""));
    }

    public void delete(String vhost, String queue) {
        expect(204, send("DELETE", queuePath(vhost, queue), ""));
    }

    /** The names that clients gave to their open AMQP connections; the broker refreshes the list every second. */
    public List<String> connections() {
        String json = get("/api/connections?columns=user_provided_name").body();
        return json.lines()
                .flatMap(line -> List.of(line.split("\\{")).stream())
                .filter(part -> part.contains("user_provided_name"))
                .map(part -> part.replaceAll(".*\"user_provided_name\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    /** Waits until something holds that the broker's statistics show only after a while. */
    public static void eventually(String what, Callable<Boolean> check) {
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!check.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("still not so after " + LIMIT + ": " + what);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }

    /** The end of the broker's log. */
    public String log() {
        return broker == null ? "(stopped)" : broker.log();
    }

    /** Stops broker and epmd and deletes their folder. */
    @Override
    public void close() {
        stop();
        epmd.close();
        if (Files.exists(folder)) {
            ServerProcess.delete(folder);
        }
    }

    private static final String ALL = "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("RABBITMQ_NODENAME", "weir-" + distributionPort + "@localhost"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry(
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_GENERATED_CONFIG_DIR",
                        folder.resolve("config").toString()),
                Map.entry("RABBITMQ_SCHEMA_DIR", folder.resolve("schema").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("HOME", folder.toString()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)));
    }

    private String plain() {
        return String.join(
                "\n",
                "listeners.tcp.1 = 127.0.0.1:" + amqpPort,
                "management.tcp.ip = 127.0.0.1",
                "management.tcp.port = " + managementPort,
                "collect_statistics_interval = 1000",
                "");
    }

    private String tls(TestCertificates certificates) {
        String files = "cacertfile = " + certificates.ca() + "\nPREFIXcertfile = " + certificates.serverCert()
                + "\nPREFIXkeyfile = " + certificates.serverKey() + "\n";
        return String.join(
                "\n",
                "listeners.ssl.1 = 127.0.0.1:" + amqpsPort,
                "ssl_options." + files.replace("PREFIX", "ssl_options.") + "ssl_options.verify = verify_peer",
                "ssl_options.fail_if_no_peer_cert = false",
                "ssl_cert_login_from = common_name",
                "auth_mechanisms.1 = PLAIN",
                "auth_mechanisms.2 = EXTERNAL",
                "management.ssl.ip = 127.0.0.1",
                "management.ssl.port = " + httpsPort,
                "management.ssl." + files.replace("PREFIX", "management.ssl."));
    }

    private static String queuePath(String vhost, String queue) {
        return "/api/queues/" + escaped(vhost) + "/" + escaped(queue);
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int status, HttpResponse<String> answer) {
        boolean repeated = status == 201 && answer.statusCode() == 204;
        if (answer.statusCode() != status && !repeated) {
            throw new AssertionError(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("weir-rabbitmq");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
