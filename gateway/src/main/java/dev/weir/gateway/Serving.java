package dev.weir.gateway;

import dev.weir.cache.source.SourceKeys;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.cloudevents.Delivery;
import dev.weir.controller.credentials.CredentialSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.gateway.cli.ExitCode;
import dev.weir.gateway.cli.ServeOptions;
import dev.weir.gateway.config.LeaderTimes;
import dev.weir.gateway.config.TokenLife;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.process.ClusterHttp;
import dev.weir.gateway.process.Gateway;
import dev.weir.gateway.process.Standalone;
import dev.weir.gateway.process.Weir;
import dev.weir.gateway.replicas.ClusterSecret;
import dev.weir.gateway.replicas.Replicas;
import dev.weir.gateway.telemetry.Build;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code weir serve}: from options and environment to a running process, until it is told to stop. */
final class Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final Path SERVICE_ACCOUNT_NAMESPACE =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    private static final int CLOSE_SECONDS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, String> environment;
    private final ProcessEnvironment process;
    private final String version;

    Serving(Map<String, String> environment, String version) {
        this.environment = Map.copyOf(environment);
        this.process = new ProcessEnvironment(this.environment, SERVICE_ACCOUNT_NAMESPACE);
        this.version = version;
    }

    /** Runs until the process is asked to end; the exit code. */
    int run(ServeOptions given) throws IOException {
        LogOutput.set(given.settings().log());
        given.keda().logLevel().ifPresent(LogLevel::set);
        given.keda().notes().forEach(LOG::warn);
        ServeOptions options = given.secured(environment);
        Optional<ClusterSecret> secret =
                options.settings().replicas().map(others -> ClusterSecret.read(others.secret()));
        ControllerSettings operator = operator(options, secret);
        Vertx vertx = Vertx.vertx();
        return options.objects().isPresent()
                ? serve(vertx, standalone(vertx, options.objects().get(), operator, options, secret), options, () -> {})
                : serveCluster(vertx, operator, options, secret);
    }

    private int serveCluster(
            Vertx vertx, ControllerSettings operator, ServeOptions options, Optional<ClusterSecret> secret)
            throws IOException {
        PrometheusMeterRegistry meters = meters();
        Telemetry telemetry = telemetry(options, meters);
        KubernetesClient client = client(vertx, config(options));
        FirstLists.prepare(vertx, client).onFailure(cause -> LOG.debug("the first lists are read unprepared", cause));
        Weir weir = new Weir(
                vertx,
                client,
                operator,
                options.settings(),
                meters,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble(),
                telemetry,
                replicas(vertx, options, secret));
        return serve(vertx, weir, options, client::close);
    }

    private Standalone standalone(
            Vertx vertx,
            Path folder,
            ControllerSettings operator,
            ServeOptions options,
            Optional<ClusterSecret> secret) {
        PrometheusMeterRegistry meters = meters();
        return new Standalone(
                vertx,
                folder,
                operator,
                options.settings(),
                meters,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble(),
                telemetry(options, meters),
                replicas(vertx, options, secret));
    }

    private static Optional<Replicas> replicas(Vertx vertx, ServeOptions options, Optional<ClusterSecret> secret) {
        return options.settings()
                .replicas()
                .map(others ->
                        new Replicas(vertx, others, secret.orElseThrow(), InstantSource.system(), System::nanoTime));
    }

    private static int serve(Vertx vertx, Gateway gateway, ServeOptions options, Runnable last) {
        CountDownLatch ended = new CountDownLatch(1);
        Promise<Void> over = Promise.promise();
        EndSignals.listen(over::tryComplete, ended);
        gateway.start()
                .onSuccess(started -> LOG.info(
                        "Serving api={}:{} health={}:{}",
                        options.settings().api().bind(),
                        gateway.doors().apiPort(),
                        options.settings().health().bind(),
                        gateway.doors().healthPort()))
                .onFailure(over::tryFail);
        try {
            over.future().await();
            return ExitCode.FINE;
        } finally {
            stop(gateway, vertx, last, options.settings().shutdown().timeout());
            ended.countDown();
        }
    }

    private Telemetry telemetry(ServeOptions options, PrometheusMeterRegistry meters) {
        return Telemetry.of(
                options.settings().telemetry(), Map.of(), Build.here(version), meters, InstantSource.system());
    }

    private static PrometheusMeterRegistry meters() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    private static Config config(ServeOptions options) throws IOException {
        Config config = options.kubeconfig().isPresent()
                ? Config.fromKubeconfig(options.kubeconfig().get().toFile())
                : Config.autoConfigure(null);
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(2)
                .withConnectionTimeout((int) CONNECT_TIMEOUT.toMillis())
                .withRequestTimeout((int) REQUEST_TIMEOUT.toMillis())
                .build();
    }

    private static KubernetesClient client(Vertx vertx, Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new ClusterHttp(vertx))
                .build();
    }

    private ControllerSettings operator(ServeOptions options, Optional<ClusterSecret> secret) throws IOException {
        String namespace = process.namespace();
        LeaderTimes times = LeaderTimes.from(environment);
        process.withoutEffect().forEach(LOG::warn);
        String identity = environment.getOrDefault("HOSTNAME", "weir") + "_" + UUID.randomUUID();
        return new ControllerSettings(
                options.namespaces().isEmpty()
                        ? Namespaces.parse(environment.getOrDefault("WATCH_NAMESPACE", ""))
                        : new Namespaces(Set.copyOf(options.namespaces())),
                process.selectors(),
                Leadership.Settings.likeKeda(namespace, identity)
                        .named(options.keda().lease())
                        .with(times.lease(), times.deadline(), times.retry()),
                new CredentialSettings(
                        environment.getOrDefault("KEDA_CLUSTER_OBJECT_NAMESPACE", namespace),
                        process.restrictsSecrets(),
                        options.fileRoot().orElse(null),
                        TokenLife.from(environment),
                        environment),
                ControllerSettings.DEFAULT_WORKERS,
                new ScalerSettings(
                        process.httpTimeout(),
                        options.caDirectories(),
                        environment,
                        secret.map(shared -> SourceKeys.sharing(shared.keyFor("weir source keys", 32)))
                                .orElseGet(SourceKeys::random)),
                new EventSettings(options.clusterName(), Delivery.DEFAULT),
                version);
    }

    private static void stop(Gateway gateway, Vertx vertx, Runnable last, Duration timeout) {
        try {
            gateway.stop().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "Not everything ended within the shutdown-timeout of {}, leaving all the same step={}",
                    timeout,
                    gateway.ending());
            return;
        }
        try {
            last.run();
            vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Connections did not close within {} s, leaving all the same", CLOSE_SECONDS);
        }
    }
}
