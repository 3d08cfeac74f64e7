package dev.weir.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.LogSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir serve} makes of a configuration file, of variables and of options together. */
final class SettingSourcesTest {

    private final List<ServeOptions> served = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void optionsWinOverVariablesAndVariablesOverTheFile() throws IOException {
        Path file = file("weir.yaml", """
                port: 1
                metrics-port: 1
                max:
                  connections: 1
                  streams: 1
                log: {format: json}
                namespace: [shop, bank]
                """);
        assertEquals(
                0,
                run(
                        Map.of("WEIR_PORT", "2", "WEIR_METRICS_PORT", "2", "WEIR_CONFIG", "/not/this/one"),
                        "--config",
                        file.toString(),
                        "--port",
                        "3"));
        ServeOptions options = served.get(0);
        assertEquals(3, options.settings().api().port());
        assertEquals(2, options.settings().health().port());
        assertEquals(1, options.settings().limits().connections());
        assertEquals(1, options.settings().limits().streams());
        assertEquals(LogSettings.Format.JSON, options.settings().log().format());
        assertEquals(List.of("shop", "bank"), options.namespaces());
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() throws IOException {
        Path file = file("weir.json", """
                {
                  "port": 99999,
                  "max-conections": 5,
                  "bind": null
                }
                """);
        assertEquals(
                2,
                run(
                        Map.of("WEIR_MAX_STREAMS", "x", "WEIR_MAX_STREEMS", "4"),
                        "--config",
                        file.toString(),
                        "--set",
                        "loops=0"));
        String told = err.toString();
        for (String problem : List.of(
                file + ":2: port: given \"99999\", accepted is a whole number from 0 to 65535",
                file + ":3: setting \"max-conections\" does not exist; did you mean max-connections?",
                file + ":4: bind: given no value",
                "WEIR_MAX_STREAMS: max-streams: given \"x\"",
                "variable WEIR_MAX_STREEMS is of no setting; did you mean WEIR_MAX_STREAMS?",
                "loops: given \"0\"")) {
            assertTrue(told.contains(problem), problem + "\nis not in\n" + told);
        }
    }

    @Test
    void whatKubeletsSayOfServicesAndTheLaunchersVariablesAreNoSettings() {
        assertEquals(
                0,
                run(Map.of(
                        "WEIR_PORT", "tcp://10.0.0.1:443",
                        "WEIR_METRICS_PORT", "tcp://10.0.0.2:80",
                        "WEIR_SERVICE_HOST", "10.0.0.1",
                        "WEIR_SERVICE_PORT_HTTPS", "443",
                        "WEIR_PORT_443_TCP_ADDR", "10.0.0.1",
                        "WEIR_METRICS_SERVICE_PORT", "80",
                        "WEIR_JAVA_OPTS", "-Xmx1g")),
                err::toString);
        assertEquals(6443, served.get(0).settings().api().port());
    }

    @Test
    void aFileThatIsNoneIsAProblem() throws IOException {
        assertEquals(2, run(Map.of(), "--config", folder.resolve("none.yaml").toString()));
        assertTrue(err.toString().contains("--config: there is no file " + folder.resolve("none.yaml")));
        Path bomb = file(
                "bomb.yaml",
                "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"
                        + "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\n"
                        + "e: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e]\n");
        assertEquals(2, run(Map.of(), "--config", bomb.toString()));
        assertTrue(err.toString().contains("aliases"), err::toString);
        Path large = file("large.yaml", "#".repeat((1 << 20) + 1));
        assertEquals(2, run(Map.of(), "--config", large.toString()));
        assertTrue(err.toString().contains("at most 1048576 are read"), err::toString);
        assertTrue(served.isEmpty());
    }

    @Test
    void whatIsPrintedSaysTheSameAgain() throws IOException {
        Path file = file("weir.yaml", "port: 7\n");
        assertEquals(
                0,
                run(Map.of("WEIR_MAX_STREAMS", "9"), "--config", file.toString(), "--bind", "::1", "--print-config"));
        assertTrue(served.isEmpty());
        String printed = out.toString();
        assertTrue(printed.contains("port: 7  # " + file + ":1"), printed);
        assertTrue(printed.contains("max-streams: 9  # WEIR_MAX_STREAMS"), printed);
        assertTrue(printed.contains("bind: \"::1\"  # command line"), printed);
        assertTrue(printed.contains("# max-connections: 1000  # default"), printed);
        assertEquals(0, run(Map.of(), "--config", file("again.yaml", printed).toString()), err::toString);
        assertEquals("::1", served.get(0).settings().api().bind());
        assertFalse(served.get(0).settings().webhook().isPresent());
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(UTF_8));
    }

    private int run(Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        Runners runners = new Runners(
                given -> {
                    served.add(given);
                    return 0;
                },
                given -> 0,
                "9.9",
                environment);
        return CommandLineInterface.run(
                runners, new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }
}
