package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.CredentialSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.gateway.cli.CommandLineInterface;
import dev.weir.gateway.cli.Runners;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.telemetry.Build;
import dev.weir.gateway.testing.Collector;
import dev.weir.gateway.testing.Marks;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Puts a marked secret wherever one may come from, has sources and stores repeat what they are shown in their refusals, and
 * searches all that Weir tells for the marks: requests to the API server (statuses and events), the log at its most
 * talkative, metrics, traces, keys of sources, explanations, and what {@code weir check} says.
 */
@Timeout(300)
final class SecretSearchTest {

    @TempDir
    private Path folder;

    private final Marks marks = new Marks();
    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final Collector collector = new Collector(vertx);
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Listener log = new Listener();
    private final Map<String, String> manifests = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();
    private HttpServer world;
    private Weir weir;

    /** All that is logged, whatever its level. */
    private static final class Listener extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    @BeforeEach
    void start() throws Exception {
        world = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
        Logger weirs = (Logger) LoggerFactory.getLogger("dev.weir");
        weirs.setLevel(Level.TRACE);
        log.setContext(weirs.getLoggerContext());
        log.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(log);
        seed();
        Settings settings = Settings.from(Map.of(
                "port", "0", "metrics-port", "0", "insecure-http", "true", "enable-opentelemetry-traces", "true"));
        Telemetry telemetry = Telemetry.of(
                settings.telemetry(),
                Map.of("otel.exporter.otlp.endpoint", collector.endpoint(), "otel.bsp.schedule.delay", "100ms"),
                Build.here("1.2.3"),
                meters,
                InstantSource.system());
        weir = new Weir(
                vertx,
                cluster.client(),
                operator(variables()),
                settings,
                meters,
                InstantSource.system(),
                () -> 0,
                telemetry);
        cluster.forgetRequests();
        await(weir.start());
    }

    @AfterEach
    void stop() {
        Logger weirs = (Logger) LoggerFactory.getLogger("dev.weir");
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(log);
        weirs.setLevel(null);
        await(weir.stop());
        cluster.close();
        await(vertx.close());
    }

    @Test
    void noSecretIsTold() throws Exception {
        int objects = client.resources(ScaledObject.class)
                .inNamespace("shop")
                .list()
                .getItems()
                .size();
        Eventually.until(() -> settled() == objects, this::unsettled);
        String told = told();
        assertTrue(told.contains("answered 401"), "refusals were told of");
        assertTrue(told.contains("something else (value hidden)"), "what is no mode was told of");
        assertTrue(marks.size() > 20, "there was something to find: " + marks.size());
        assertEquals(List.of(), marks.in(told));
    }

    /** The search itself must find what it looks for. */
    @Test
    void theSearchFindsWhatIsEncoded() {
        String mark = marks.of("a test");
        byte[] bytes = ("user:" + mark).getBytes(StandardCharsets.UTF_8);
        for (String form : List.of(
                "x" + mark,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString((mark + "!").getBytes(StandardCharsets.UTF_8)),
                java.util.HexFormat.of().formatHex(bytes),
                java.net.URLEncoder.encode(mark, StandardCharsets.UTF_8),
                new JsonObject().put("a", mark).encode())) {
            assertEquals(1, marks.in(form).stream().limit(1).count(), form);
        }
        assertEquals(List.of(), marks.in("mArK"));
    }

    private String told() throws Exception {
        StringBuilder all = new StringBuilder();
        cluster.requests()
                .forEach(request ->
                        all.append(request).append(' ').append(request.body()).append('\n'));
        log.lines.forEach(line -> all.append(line).append('\n'));
        all.append(get(weir.doors().healthPort(), "/metrics")).append('\n');
        all.append(collector.spans()).append('\n');
        weir.cache()
                .sources()
                .forEach(source -> all.append(source).append(source.key()).append('\n'));
        for (String name : manifests.keySet()) {
            all.append(get(weir.doors().apiPort(), "/weir/v1/explain/scaledobjects/shop/" + name))
                    .append('\n');
        }
        all.append(operator(variables())).append('\n');
        Path seeds = folder.resolve("seeds.yaml");
        Files.writeString(seeds, String.join("\n---\n", shown));
        for (String format : List.of("text", "json", "github")) {
            StringWriter out = new StringWriter();
            CommandLineInterface.run(
                    new Runners(options -> 0, options -> 0, "1"),
                    new PrintWriter(out, true),
                    new PrintWriter(out, true),
                    "check",
                    "-o",
                    format,
                    seeds.toString());
            all.append(out);
        }
        return all.toString();
    }

    private long settled() {
        return manifests.size() - unsettled().size();
    }

    /** Objects of which nothing has been said yet: neither that they are asked about nor why not. */
    private List<String> unsettled() {
        return client.resources(ScaledObject.class).inNamespace("shop").list().getItems().stream()
                .filter(object -> object.getStatus() == null
                        || object.getStatus().getConditions() == null
                        || object.getStatus().getConditions().stream()
                                .noneMatch(condition -> condition.getType().equals("Ready")
                                                && condition.getStatus().equals("False")
                                        || condition.getType().equals("Active")
                                                && !condition.getStatus().equals("Unknown")))
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private void seed() throws Exception {
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 1, template: {spec: {serviceAccountName: app, containers: [{name: app, env: [
                  {name: PLAIN, value: "MARK(env)"},
                  {name: KEPT, valueFrom: {secretKeyRef: {name: all, key: env}}}]}]}}}
                """.replace("MARK(env)", marks.of("a plain variable")));
        Map<String, String> secret = new LinkedHashMap<>();
        for (String key : List.of(
                "env",
                "bearer",
                "password",
                "apiKey",
                "custom",
                "clientSecret",
                "aws-id",
                "aws-secret",
                "azure",
                "mode",
                "pem",
                "amqp",
                "ca")) {
            secret.put(key, marks.of("Secret key " + key));
        }
        secret.put(
                "amqp",
                "amqp://user:" + java.net.URLEncoder.encode(marks.of("a URL"), StandardCharsets.UTF_8)
                        + "@127.0.0.1:1/");
        secret.put("gcp", account());
        create("apiVersion: v1\nkind: Secret\nmetadata: {name: all, namespace: shop}\nstringData: "
                + new JsonObject(Map.copyOf(secret)).encode());
        Files.writeString(
                folder.resolve("file.json"),
                new JsonObject().put("token", marks.of("a file")).encode());
        String vault = base() + "/vault";
        object("bearer-refused", "secretTargetRef: [{parameter: token, name: all, key: bearer}]", "bearer", "/echo");
        object("bearer-taken", "secretTargetRef: [{parameter: token, name: all, key: bearer}]", "bearer", "/ok");
        object(
                "basic",
                "secretTargetRef: [{parameter: username, name: all, key: bearer}, {parameter: password, name: all, key: password}]",
                "basic",
                "/echo");
        object(
                "api-key",
                "secretTargetRef: [{parameter: apiKey, name: all, key: apiKey}]",
                "apiKey, method: query",
                "/echo");
        object(
                "nobody-listens",
                "secretTargetRef: [{parameter: apiKey, name: all, key: apiKey}]",
                "apiKey, method: query",
                "NOWHERE");
        object("environment", "env: [{parameter: token, name: KEPT}]", "bearer", "/echo");
        object("plain-environment", "env: [{parameter: token, name: PLAIN}]", "bearer", "/echo");
        object("mode", "secretTargetRef: [{parameter: authMode, name: all, key: mode}]", null, "/echo");
        object(
                "tls",
                "secretTargetRef: [{parameter: ca, name: all, key: ca}, {parameter: cert, name: all, key: pem}, {parameter: key, name: all, key: pem}]",
                "tls",
                "/echo");
        object(
                "oauth",
                "oauth2: {type: clientCredentials, clientId: me, tokenUrl: \"" + base()
                        + "/echo\", clientSecret: {valueFrom: {secretKeyRef: {name: all, key: clientSecret}}}, tokenUrlParams: {p: \""
                        + marks.of("an OAuth parameter") + "\"}}",
                "oauth",
                "/ok");
        object("vault", vault(vault, marks.of("a Vault's token")), "bearer", "/echo");
        object("vault-refuses", vault(base() + "/echo", marks.of("a Vault's token that is refused")), "bearer", "/ok");
        object(
                "vault-login",
                "hashiCorpVault: {address: \"" + base()
                        + "/echo\", authentication: kubernetes, mount: k, role: r, credential: {serviceAccount: \""
                        + jwt() + "\"}, secrets: [{parameter: token, path: a, key: k}]}",
                "bearer",
                "/ok");
        object("aws", aws("aws"), "bearer", "/echo");
        object("aws-refuses", aws("refused"), "bearer", "/ok");
        object("azure", azure(base() + "/azure"), "bearer", "/echo");
        object("azure-refuses", azure(base() + "/echo"), "bearer", "/ok");
        object(
                "gcp",
                "gcpSecretManager: {credentials: {clientSecret: {valueFrom: {secretKeyRef: {name: all, key: gcp}}}}, secrets: [{parameter: token, id: good}]}",
                "bearer",
                "/echo");
        object(
                "gcp-refuses",
                "gcpSecretManager: {credentials: {clientSecret: {valueFrom: {secretKeyRef: {name: all, key: gcp}}}}, secrets: [{parameter: token, id: bad}]}",
                "bearer",
                "/ok");
        object(
                "gcp-nonsense",
                "gcpSecretManager: {credentials: {clientSecret: {valueFrom: {secretKeyRef: {name: all, key: bearer}}}}, secrets: [{parameter: token, id: bad}]}",
                "bearer",
                "/ok");
        object("bound", "boundServiceAccountToken: [{parameter: token, serviceAccountName: app}]", "bearer", "/echo");
        object("file", "FILE", "bearer", "/echo");
        trigger(
                "rabbit",
                "secretTargetRef: [{parameter: host, name: all, key: amqp}]",
                "{type: rabbitmq, metadata: {queueName: q, mode: QueueLength, value: \"5\"}, authenticationRef: {name: rabbit}}");
        trigger(
                "rabbit-nonsense",
                "secretTargetRef: [{parameter: host, name: all, key: bearer}]",
                "{type: rabbitmq, metadata: {queueName: q, mode: QueueLength, value: \"5\"}, authenticationRef: {name: rabbit-nonsense}}");
        trigger(
                "prometheus",
                "secretTargetRef: [{parameter: customAuthHeader, name: all, key: bearer}, {parameter: customAuthValue, name: all, key: custom}]",
                "{type: prometheus, metadata: {serverAddress: \"" + base()
                        + "/echo\", query: q, threshold: \"5\", authModes: custom}, authenticationRef: {name: prometheus}}");
    }

    private String vault(String address, String token) {
        return "hashiCorpVault: {address: \"" + address + "\", authentication: token, credential: {token: \"" + token
                + "\"}, secrets: [{parameter: token, path: secret/data/a, key: k}]}";
    }

    private static String aws(String name) {
        return "awsSecretManager: {region: eu-west-1, credentials: {accessKey: {valueFrom: {secretKeyRef: {name: all, key:"
                + " aws-id}}}, accessSecretKey: {valueFrom: {secretKeyRef: {name: all, key: aws-secret}}}}, secrets:"
                + " [{parameter: token, name: " + name + "}]}";
    }

    private static String azure(String uri) {
        return "azureKeyVault: {vaultUri: \"" + uri + "\", credentials: {clientId: me, tenantId: t, clientSecret:"
                + " {valueFrom: {secretKeyRef: {name: all, key: azure}}}}, secrets: [{parameter: token, name: n}]}";
    }

    private void object(String name, String credentials, @org.jspecify.annotations.Nullable String mode, String path) {
        String url = path.equals("NOWHERE") ? "http://127.0.0.1:1/" : base() + path;
        boolean file = credentials.equals("FILE");
        trigger(
                name,
                credentials,
                "{type: metrics-api, metadata: {url: \"" + url + "\", valueLocation: value, targetValue: \"5\""
                        + (mode == null ? "" : ", authMode: " + mode) + "}, authenticationRef: {name: " + name
                        + (file ? ", kind: ClusterTriggerAuthentication" : "") + "}}");
    }

    private void trigger(String name, String credentials, String trigger) {
        create(
                credentials.equals("FILE")
                        ? """
                        apiVersion: keda.sh/v1alpha1
                        kind: ClusterTriggerAuthentication
                        metadata: {name: NAME}
                        spec: {filePath: file.json}
                        """.replace("NAME", name)
                        : """
                        apiVersion: keda.sh/v1alpha1
                        kind: TriggerAuthentication
                        metadata: {name: NAME, namespace: shop}
                        spec: {SPEC}
                        """.replace("NAME", name).replace("SPEC", credentials));
        String object = """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: NAME, namespace: shop}
                spec: {scaleTargetRef: {name: app-NAME}, pollingInterval: 1, triggers: [TRIGGER]}
                """.replace("NAME", name).replace("TRIGGER", trigger);
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app-NAME, namespace: shop}
                spec: {replicas: 1, template: {spec: {serviceAccountName: app, containers: [{name: app, env: [
                  {name: PLAIN, value: "PLAIN-MARK"},
                  {name: KEPT, valueFrom: {secretKeyRef: {name: all, key: env}}}]}]}}}
                """.replace("NAME", name).replace("PLAIN-MARK", marks.of("a plain variable")));
        manifests.put(name, object);
        create(object);
    }

    private void create(String yaml) {
        shown.add(yaml);
        cluster.create(client, yaml);
    }

    private String base() {
        return "http://127.0.0.1:" + world.actualPort();
    }

    private String jwt() throws IOException {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"sub\":\"system:serviceaccount:a:b\"}".getBytes(StandardCharsets.UTF_8));
        return Files.writeString(folder.resolve("jwt"), "e30." + claims + "." + marks.of("a JWT"))
                .toString();
    }

    private String account() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return new JsonObject()
                .put("type", "service_account")
                .put("project_id", "p")
                .put("client_email", "a@b")
                .put("private_key_id", marks.of("a Google key's id"))
                .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")
                .put("token_uri", base() + "/token")
                .encode();
    }

    private Map<String, String> variables() {
        return Map.of(
                "AWS_ENDPOINT_URL", base() + "/aws",
                "AZURE_AUTHORITY_HOST", base() + "/login",
                "CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER", base() + "/gcp",
                "AWS_SECRET_ACCESS_KEY", marks.of("a variable of the process"));
    }

    private ControllerSettings operator(Map<String, String> variables) {
        return new ControllerSettings(
                Namespaces.ALL,
                Selectors.ALL,
                new Leadership.Settings(
                        "keda",
                        "operator.keda.sh",
                        "test",
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200)),
                new CredentialSettings("keda", false, folder, Duration.ofHours(1), variables),
                2,
                new ScalerSettings(Duration.ofSeconds(3), List.of(), variables),
                EventSettings.DEFAULT,
                "1.2.3");
    }

    /** Plays all that is asked; under /echo it refuses and repeats what it was shown. */
    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        if (path.startsWith("/ok")) {
            request.response().end("{\"value\": 7}");
        } else if (path.equals("/token") || path.startsWith("/login")) {
            reply(
                    request,
                    new JsonObject()
                            .put("access_token", marks.of("an access token"))
                            .put("expires_in", 3600));
        } else if (path.startsWith("/vault/v1/auth/token/lookup-self")) {
            reply(request, new JsonObject().put("data", new JsonObject().put("ttl", 0)));
        } else if (path.startsWith("/vault")) {
            reply(
                    request,
                    new JsonObject()
                            .put("data", new JsonObject().put("data", new JsonObject().put("k", marks.of("a Vault")))));
        } else if (path.startsWith("/aws") && !body.toString().contains("refused")) {
            reply(request, new JsonObject().put("SecretString", marks.of("AWS")));
        } else if (path.startsWith("/azure")) {
            reply(request, new JsonObject().put("value", marks.of("Azure")));
        } else if (path.startsWith("/gcp") && path.contains("good")) {
            String data = Base64.getEncoder().encodeToString(marks.of("Google").getBytes(StandardCharsets.UTF_8));
            reply(request, new JsonObject().put("payload", new JsonObject().put("data", data)));
        } else {
            String echo = request.uri() + " " + body + " "
                    + request.headers().entries().stream()
                            .map(header -> header.getKey() + ": " + header.getValue())
                            .collect(Collectors.joining(" "));
            request.response()
                    .setStatusCode(path.startsWith("/aws") ? 400 : 401)
                    .putHeader("WWW-Authenticate", "Bearer")
                    .end(new JsonObject()
                            .put("__type", "x#" + echo)
                            .put("errors", List.of(echo))
                            .encode());
        }
    }

    private static void reply(HttpServerRequest request, JsonObject json) {
        request.response().putHeader("Content-Type", "application/json").end(json.toBuffer());
    }

    private String get(int port, String path) {
        return await(vertx.createHttpClient()
                .request(HttpMethod.GET, port, "127.0.0.1", path)
                .compose(request -> request.send().compose(response -> response.body()))
                .map(Object::toString));
    }
}
