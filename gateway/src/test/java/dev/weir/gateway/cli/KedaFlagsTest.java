package dev.weir.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.AccessSettings;
import dev.weir.gateway.config.HealthSettings.Address;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.config.TlsSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags of KEDA's three programs, as their manifests give them. */
class KedaFlagsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<ServeOptions> served = new ArrayList<>();

    /** KEDA's own list; each is taken, noted or refused, and none is unknown. Not here: one that another test holds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Operator.
                "--enable-prometheus-metrics=true|taken",
                "--enable-opentelemetry-metrics=false|taken",
                "--enable-high-cardinality-metrics-labels=false|taken",
                "--metrics-bind-address=:8080|taken",
                "--health-probe-bind-address=:8081|taken",
                "--metrics-service-bind-address=:9666|noted",
                "--leader-elect=true|taken",
                "--leader-elect=false|noted",
                "--leader-election-id=operator.keda.sh|taken",
                "--disable-compression=true|taken",
                "--disable-compression=false|noted",
                "--cert-secret-name=kedaorg-certs|taken",
                "--cert-dir=/certs|taken",
                "--operator-service-name=keda-operator|taken",
                "--metrics-server-service-name=keda-metrics-apiserver|taken",
                "--webhooks-service-name=keda-admission-webhooks|taken",
                "--k8s-cluster-name=kubernetes-default|taken",
                "--k8s-cluster-domain=cluster.local|taken",
                "--enable-cert-rotation=true|taken",
                "--validating-webhook-name=keda-admission|taken",
                "--ca-dir=/tmp|taken",
                "--enable-webhook-patching=true|taken",
                "--enable-apiservice-patching=true|taken",
                "--http-max-idle-conns=0|taken",
                "--http-max-idle-conns=5|noted",
                "--http-max-idle-conns-per-host=1000|noted",
                "--http-idle-conn-timeout=90s|noted",
                // Metrics server.
                "--port=8080|taken",
                "--metrics-service-address=keda-operator.keda.svc.cluster.local:9666|noted",
                "--metrics-service-grpc-authority=x|noted",
                "--secure-port=6443|taken",
                "--client-ca-file=/certs/ca.crt|taken",
                "--requestheader-client-ca-file=/x --requestheader-allowed-names=a,b|taken",
                "--requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group|taken",
                "--requestheader-extra-headers-prefix=X-Remote-Extra- --requestheader-uid-headers=X-Remote-Uid|taken",
                "--authentication-skip-lookup --authentication-tolerate-lookup-failure=true|taken",
                "--authentication-token-webhook-cache-ttl=10s|taken",
                "--authorization-webhook-cache-authorized-ttl=10s|taken",
                "--authorization-webhook-cache-unauthorized-ttl=10s|taken",
                "--authorization-always-allow-paths=/healthz,/metrics|taken",
                "--tls-cert-file=/certs/tls.crt --tls-private-key-file=/certs/tls.key|taken",
                "--authentication-kubeconfig=/x|taken",
                "--authorization-kubeconfig=|taken",
                "--audit-log-path=/x|refused",
                "--tls-min-version=VersionTLS13|taken",
                "--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256|taken",
                "--http2-max-streams-per-connection=0|taken",
                // Webhooks.
                "--cache-miss-to-direct-client=false|taken",
                "--cache-miss-to-direct-client=true|noted",
                // All three.
                "--kube-api-qps=20|noted",
                "--kube-api-burst=30|noted",
                "--profiling-bind-address=|taken",
                "--profiling-bind-address=:6060|refused",
                // zap and klog.
                "--zap-log-level=info|taken",
                "--zap-encoder=console|taken",
                "--zap-encoder=json|taken",
                "--zap-time-encoding=rfc3339|taken",
                "--zap-devel=false|taken",
                "--zap-stacktrace-level=error|noted",
                "--v=0|noted",
                "-v=2|noted",
                "-v 2|noted",
                "--logtostderr=true|taken",
                "--logtostderr|taken",
                "--stderrthreshold=ERROR|noted",
                "--vmodule=a=1|noted",
                "--log_dir=/x|noted",
                "--log-dir /x|noted",
                "--skip_headers|noted"
            })
    void eachIsTakenNotedOrRefused(String line, String wanted) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(line.split(" ")));
        int code = run(arguments.toArray(String[]::new));
        String name = line.split("[= ]")[0].replaceFirst("^-+", "").replace('_', '-');
        switch (wanted) {
            case "refused" -> {
                assertEquals(2, code);
                assertTrue(err.toString().contains(name + ": given \""), err.toString());
                assertTrue(err.toString().contains(", but "), err.toString());
            }
            case "noted" -> {
                assertEquals(0, code, err::toString);
                assertEquals(1, notes().size(), () -> notes().toString());
                assertTrue(notes().get(0).startsWith("--" + name + " has no effect: "), notes()::toString);
            }
            default -> {
                assertEquals(0, code, err::toString);
                assertEquals(List.of(), notes());
            }
        }
    }

    @Test
    void theOperatorsManifestMeansTheSame() {
        assertEquals(
                0,
                run(
                        "serve",
                        "--leader-elect",
                        "--leader-election-id=mine",
                        "--zap-log-level=debug",
                        "--zap-encoder=console",
                        "--metrics-bind-address=:9090",
                        "--health-probe-bind-address=127.0.0.1:9091",
                        "--enable-prometheus-metrics=F",
                        "--enable-cert-rotation=1",
                        "--cert-dir=/certs",
                        "--cert-name=a.example,b.example",
                        "--validating-webhook-name",
                        "hooks",
                        "--enable-apiservice-patching=false"),
                err::toString);
        Settings settings = served.get(0).settings();
        assertEquals("mine", served.get(0).keda().lease());
        assertEquals(Optional.of("debug"), served.get(0).keda().logLevel());
        assertEquals("0.0.0.0", settings.health().bind());
        assertEquals(9090, settings.health().port());
        assertEquals(
                Optional.of(new Address("127.0.0.1", 9091)), settings.health().probes());
        assertEquals(false, settings.telemetry().keda());
        TlsSettings.Rotated rotated =
                assertInstanceOf(TlsSettings.Rotated.class, settings.api().tls());
        assertEquals(Optional.of("hooks"), rotated.webhooks());
        assertEquals(Optional.empty(), rotated.apiService());
        assertEquals(
                Set.of(
                        "keda-operator",
                        "keda-operator.ns",
                        "keda-operator.ns.svc",
                        "keda-operator.ns.svc.cluster.local",
                        "keda-metrics-apiserver",
                        "keda-metrics-apiserver.ns",
                        "keda-metrics-apiserver.ns.svc",
                        "keda-metrics-apiserver.ns.svc.cluster.local",
                        "keda-admission-webhooks",
                        "keda-admission-webhooks.ns",
                        "keda-admission-webhooks.ns.svc",
                        "keda-admission-webhooks.ns.svc.cluster.local",
                        "a.example",
                        "b.example"),
                rotated.in("ns").names());
    }

    @Test
    void theMetricsServersManifestMeansTheSame() {
        assertEquals(
                0,
                run(
                        "serve",
                        "--secure-port=7443",
                        "--tls-cert-file=/other/tls.crt",
                        "--tls-private-key-file=/other/tls.key",
                        "--cert-dir=/certs",
                        "--bind-address=0.0.0.0",
                        "--http2-max-streams-per-connection=7",
                        "--tls-min-version=VersionTLS13"),
                err::toString);
        Settings settings = served.get(0).settings();
        assertEquals(7443, settings.api().port());
        assertEquals("0.0.0.0", settings.api().bind());
        assertEquals(7, settings.limits().streams());
        assertEquals(Optional.of(Set.of("TLSv1.3")), settings.tlsRules().protocols());
        TlsSettings.Pem files =
                assertInstanceOf(TlsSettings.Pem.class, settings.api().tls());
        assertEquals(Path.of("/other/tls.crt"), files.certificate());
    }

    @Test
    void theFolderOfCertificatesHoldsTheUsualTwo() {
        assertEquals(0, run("serve", "--cert-dir", "/certs"));
        TlsSettings.Pem files = assertInstanceOf(
                TlsSettings.Pem.class, served.get(0).settings().api().tls());
        assertEquals(Path.of("/certs/tls.crt"), files.certificate());
        assertEquals(Path.of("/certs/tls.key"), files.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=1 --secure-port=2",
                "--metrics-bind-address=0",
                "--metrics-bind-address=:x",
                "--health-probe-bind-address=8081",
                "--enable-cert-rotation=maybe",
                "--enable-cert-rotation --tls-cert=/a --tls-key=/b",
                "--enable-cert-rotation --insecure-http",
                "--enable-cert-rotation --objects=/",
                "--tls-min-version=1.3",
                "--http2-max-streams-per-connection=many",
                "--leader-election-id",
                "--not-a-flag-of-anybody"
            })
    void saysWhatIsWrong(String line) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(line.split(" ")));
        assertEquals(2, run(arguments.toArray(String[]::new)));
        assertEquals(List.of(), served);
    }

    @Test
    void theMetricsServersFlagsSayWhoMayRead() {
        assertEquals(
                0,
                run(
                        "serve",
                        "--client-ca-file=/certs/ca.crt",
                        "--requestheader-client-ca-file=/front.crt",
                        "--requestheader-allowed-names=a",
                        "--requestheader-allowed-names=b,c",
                        "--requestheader-username-headers=X-Who",
                        "--authentication-skip-lookup",
                        "--authorization-kubeconfig=",
                        "--authorization-webhook-cache-authorized-ttl=1m0s",
                        "--authorization-always-allow-paths=/healthz,/open/*"),
                err::toString);
        AccessSettings access = served.get(0).settings().access();
        assertEquals(Optional.of(Path.of("/certs/ca.crt")), access.trust().clientCa());
        AccessSettings.Proxy proxy = access.trust().proxy().orElseThrow();
        assertEquals(List.of("a", "b", "c"), proxy.names());
        assertEquals(List.of("X-Who"), proxy.users());
        assertEquals(List.of("x-remote-group"), proxy.groups());
        assertEquals(Optional.empty(), access.kubeconfigs().authorization());
        assertEquals(Duration.ofMinutes(1), access.lives().allowed());
        assertEquals(List.of("/healthz", "/open/*"), access.open());
        assertEquals(List.of(), notes());
    }

    @Test
    void nobodyIsAskedWhereThereIsNoCluster() {
        assertEquals(2, run("serve", "--objects=/tmp", "--set", "access=cluster"));
        assertTrue(err.toString().contains("without a cluster there is nobody to ask"), err.toString());
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertEquals(2, run("serve", "--audit-log-path=/a", "--profiling-bind-address=:1", "--loops", "--port=x"));
        assertEquals(2, run("serve", "--audit-log-path=/a", "--profiling-bind-address=:1", "--port=x"));
        String said = err.toString();
        assertTrue(said.contains("--audit-log-path: given \"/a\", but Weir writes no audit log"), said);
        assertTrue(said.contains("--profiling-bind-address: given \":1\", but Weir has no pprof"), said);
        assertTrue(said.contains("port: given \"x\""), said);
    }

    @Test
    void theHelpNamesTheFlagsThatDoSomething() {
        assertEquals(0, run("serve", "--help"));
        assertTrue(out.toString().contains("--enable-cert-rotation"), out.toString());
        assertEquals(-1, out.toString().indexOf("--kube-api-qps"));
    }

    private List<String> notes() {
        return served.get(0).keda().notes();
    }

    private int run(String... arguments) {
        Runners runners = new Runners(
                options -> {
                    served.add(options);
                    return 0;
                },
                options -> 0,
                "9.9");
        return CommandLineInterface.run(runners, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
