package dev.weir.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.config.TelemetrySettings;
import dev.weir.gateway.config.WebhookSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineInterfaceTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<ServeOptions> served = new ArrayList<>();
    private final List<DemoOptions> shown = new ArrayList<>();

    @Test
    void hasDefaultsForEverything() {
        assertEquals(0, run("serve"));
        ServeOptions options = served.get(0);
        assertEquals(Optional.empty(), options.kubeconfig());
        assertEquals(List.of(), options.namespaces());
        assertEquals("127.0.0.1", options.settings().api().bind());
    }

    @Test
    void passesOptionsOn() {
        assertEquals(
                0, run("serve", "--objects", "/", "--namespace", "a,b", "-n", "c", "--port", "0", "--set", "loops=1"));
        ServeOptions options = served.get(0);
        assertEquals(Optional.of(Path.of("/")), options.objects());
        assertEquals(List.of("a", "b", "c"), options.namespaces());
        assertEquals(0, options.settings().api().port());
        assertEquals(1, options.settings().api().loops());
        assertEquals(0, run("demo", "--for", "60s", "--port", "7000", "-o", "json"));
        assertEquals(List.of(new DemoOptions(Optional.of(Duration.ofMinutes(1)), 7000, true, false)), shown);
    }

    @Test
    void trustsTheCertificatesOfFolders(@TempDir Path first, @TempDir Path second) {
        assertEquals(0, run("serve", "--ca-dir", first.toString(), "--ca-dir", second.toString()));
        assertEquals(List.of(first, second), served.get(0).caDirectories());
        assertEquals(0, run("serve"));
        assertEquals(List.of(Path.of("/custom/ca")), served.get(1).caDirectories());
    }

    @Test
    void takesTheNameOfTheCluster() {
        assertEquals(0, run("serve", "--k8s-cluster-name", "east-1"));
        assertEquals("east-1", served.get(0).clusterName());
        assertEquals(0, run("serve"));
        assertEquals("kubernetes-default", served.get(1).clusterName());
    }

    @Test
    void saysWhatTheEnvironmentGotWrong() {
        Runners.Serve refusing = options -> {
            throw new InvalidSettingsException(List.of("KEDA_X: given \"y\", accepted is z"));
        };
        Runners runners = new Runners(refusing, this::demo, "9.9");
        assertEquals(
                2, CommandLineInterface.run(runners, new PrintWriter(out, true), new PrintWriter(err, true), "serve"));
        assertTrue(err.toString().startsWith("KEDA_X: given \"y\", accepted is z"), err.toString());
    }

    @Test
    void takesSwitchesOfTelemetryAsKedaDoes() {
        assertEquals(0, run("serve"));
        assertEquals(new TelemetrySettings(false, false, false, true), telemetry(0));
        assertEquals(0, run("serve", "--enable-opentelemetry-metrics", "--enable-opentelemetry-traces=true"));
        assertEquals(new TelemetrySettings(true, true, false, true), telemetry(1));
        assertEquals(
                0,
                run(
                        "serve",
                        "--enable-opentelemetry-metrics=false",
                        "--enable-high-cardinality-metrics-labels",
                        "--port",
                        "0"));
        assertEquals(new TelemetrySettings(false, false, true, true), telemetry(2));
        assertEquals(2, run("serve", "--enable-opentelemetry-metrics=maybe"));
        assertTrue(err.toString().contains("enable-opentelemetry-metrics: given \"maybe\""), err.toString());
    }

    private TelemetrySettings telemetry(int run) {
        return served.get(run).settings().telemetry();
    }

    @Test
    void aWebhookNeedsACluster() {
        assertEquals(0, run("serve", "--webhook-port", "9443", "--webhook-bind", "0.0.0.0"));
        assertEquals(
                Optional.of(new WebhookSettings("0.0.0.0", 9443)),
                served.get(0).settings().webhook());
        assertEquals(2, run("serve", "--objects", "/", "--set", "webhook-port=9443"));
        assertTrue(
                err.toString()
                        .contains("--webhook-port and --objects exclude each other: without a cluster there is nobody"
                                + " to ask"),
                err.toString());
    }

    @Test
    void reportsAllSettingsThatAreWrong() {
        assertEquals(2, run("serve", "--port", "x", "--tls-cert", "/a", "--set", "nothing=1"));
        assertTrue(err.toString().contains("port: given \"x\""), err.toString());
        assertTrue(err.toString().contains("tls-cert and tls-key belong together"), err.toString());
        assertTrue(err.toString().contains("\"nothing\" does not exist"), err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frobnicate",
                "serve --frob",
                "serve --kubeconfig a --objects b",
                "serve --objects /is/not/there",
                "serve --ca-dir /is/not/there",
                "check",
                "check /is/not/there.yaml",
                "check -o xml /",
                "demo --for 0s",
                "demo --port 70000",
                "demo -o xml"
            })
    void saysHowItIsUsed(String line) {
        assertEquals(2, line.isEmpty() ? run() : run(line.split(" ")));
        String said = err.toString();
        assertTrue(said.contains("Usage: weir") || said.contains("Did you mean: weir"), said);
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate"})
    void saysWhichCommandsAreMissing(String command) {
        assertEquals(3, run(command, "--any", "thing"));
        assertTrue(err.toString().contains("weir " + command + " is not built yet"), err.toString());
    }

    @Test
    void printsItsVersion() {
        assertEquals(0, run("version"));
        assertEquals("weir 9.9", out.toString().strip());
    }

    @Test
    void saysInOneSentenceWhyItCouldNotRun() {
        assertEquals(3, run("serve", "--kubeconfig", "/missing"));
        assertEquals(
                "weir serve could not run: /missing is not there",
                err.toString().strip());
    }

    private int run(String... arguments) {
        Runners runners = new Runners(this::serve, this::demo, "9.9");
        return CommandLineInterface.run(runners, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int serve(ServeOptions options) throws Exception {
        if (options.kubeconfig().isPresent()) {
            throw new Exception(options.kubeconfig().get() + " is not there");
        }
        served.add(options);
        return ExitCode.FINE;
    }

    private int demo(DemoOptions options) {
        shown.add(options);
        return ExitCode.FINE;
    }
}
