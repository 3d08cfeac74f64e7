package dev.weir.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The output for the manifests in {@code check/}, word for word. {@code -Dweir.golden=write} writes the expected files anew;
 * keys of sources differ from run to run and are numbered here.
 */
final class CheckCommandTest {

    private static final Path CASES = Path.of("src/test/resources/check");
    private static final Pattern KEY = Pattern.compile("([a-z-]+)/[0-9a-f]{32,}");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    @ParameterizedTest
    @CsvSource({
        "wrong, text",
        "wrong, json",
        "wrong, github",
        "references, text",
        "references, json",
        "references, github"
    })
    void saysWordForWord(String name, String format) throws IOException {
        assertEquals(1, run("-o", format, CASES.resolve(name + ".yaml").toString()), err::toString);
        String said = numbered(out.toString());
        Path golden = CASES.resolve(name + "." + format + ".golden");
        if ("write".equals(System.getProperty("weir.golden"))) {
            Files.writeString(golden, said);
        }
        assertEquals(Files.readString(golden), said);
        assertFalse(said.contains("marked-secret"));
    }

    @Test
    void theExamplesAreClean() {
        assertEquals(0, run("--strict", "-q", "../deploy/examples"), out::toString);
        assertTrue(
                out.toString().matches("\\d+ objects in \\d+ files: 0 errors, 0 warnings, 0 unsupported\\s+"),
                out::toString);
    }

    @Test
    void warningsCountOnlyIfThatIsAskedFor() {
        input = """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: a}
                spec: {scaleTargetRef: {name: a}, triggers: [{type: splunk, metadata: {}}]}
                """;
        assertEquals(0, run("-"));
        assertTrue(out.toString().contains("stdin:4: unsupported: spec.triggers[0].type: "), out::toString);
        assertEquals(1, run("-", "--strict"));
    }

    @Test
    void readsFoldersAtEveryLevelAndEachFileOnce(@TempDir Path folder) throws IOException {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(below.resolve("c.json"), "{\"apiVersion\": \"keda.sh/v1alpha1\",\n\"kind\": \"Nothing\"}");
        Files.writeString(folder.resolve("values.txt"), "kind: ScaledObject");
        assertEquals(
                1, run("-o", "json", folder.toString(), below.resolve("c.json").toString()));
        var answer = new JsonObject(out.toString());
        assertEquals(1, answer.getJsonArray("objects").size());
        assertEquals(1, answer.getJsonObject("totals").getInteger("files"));
        JsonObject object = answer.getJsonArray("objects").getJsonObject(0);
        assertEquals(2, object.getJsonArray("problems").getJsonObject(0).getInteger("line"));
        assertEquals(below.resolve("c.json").toString(), object.getString("file"));
    }

    @Test
    void escapesWhatWouldEndAnAnnotation(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a,b:100%.yaml");
        Files.writeString(file, "apiVersion: keda.sh/v1alpha1\nkind: \"100%\\n::error\"\n");
        assertEquals(1, run("-o", "github", file.toString()));
        String line = out.toString().lines().findFirst().orElseThrow();
        assertTrue(line.contains("a%2Cb%3A100%25.yaml,line=2"), line);
        assertTrue(line.contains("::kind: is \"100%25?::error\""), line);
        assertEquals(2, out.toString().lines().count());
    }

    @Test
    void aFileThatIsNoTextIsAProblemOfThatFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.yaml");
        Files.write(file, new byte[] {(byte) 0xc3, 0x28});
        assertEquals(1, run(file.toString()));
        assertTrue(out.toString().startsWith(file + ":1: is not UTF-8"), out::toString);
    }

    @Test
    void saysWhenThereIsNothingToCheck() {
        input = "kind: Deployment\napiVersion: apps/v1\n";
        assertEquals(0, run("-"));
        assertTrue(err.toString().contains("No object of KEDA's kinds was found"), err::toString);
    }

    private static String numbered(String text) {
        Map<String, String> numbers = new LinkedHashMap<>();
        Matcher keys = KEY.matcher(text);
        return keys.replaceAll(found ->
                numbers.computeIfAbsent(found.group(), key -> found.group(1) + "/key-" + (numbers.size() + 1)));
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Runners runners = new Runners(options -> 0, options -> 0, "9.9");
        return CommandLineInterface.run(
                runners,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                all);
    }
}
