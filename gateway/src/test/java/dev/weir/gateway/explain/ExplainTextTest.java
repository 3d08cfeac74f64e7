package dev.weir.gateway.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of an explanation, byte for byte. With {@code -Dweir.golden=write} the files are written anew. */
final class ExplainTextTest {

    private static final Path CASES = Path.of("src/test/resources/explain");
    private static final int WIDTH = 100;

    private final ExplanationJson json = new ExplanationJson();

    @TestFactory
    Stream<DynamicTest> readsAsItIsWrittenDown() throws IOException {
        List<Path> cases;
        try (Stream<Path> files = Files.list(CASES)) {
            cases = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        assertTrue(cases.size() >= 12, cases::toString);
        return cases.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) throws IOException {
        Explanation told = json.read(Files.readString(file));
        Path golden = Path.of(file.toString().replaceAll("\\.json$", ".txt"));
        String text = ExplainText.of(told);
        if ("write".equals(System.getProperty("weir.golden"))) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text);
        text.lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
        assertEquals(told, json.read(json.write(told).toString()), "nothing is lost on the way");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.44, 0.4 s",
        "3.2, 3.2 s",
        "9.96, 10 s",
        "10.4, 10 s",
        "119.4, 119 s",
        "120, 2 min",
        "131.4, 2 min 11 s",
        "7199, 119 min 59 s",
        "7200, 2 h",
        "7380, 2 h 3 min"
    })
    void durations(double seconds, String words) {
        assertEquals(words, Words.duration(seconds));
    }

    @Test
    void numbers() {
        assertEquals("unknown", Words.number(null));
        assertEquals("0", Words.number(0.0001));
        assertEquals("24.5", Words.number(24.5));
        assertEquals("1200", Words.number(1200.0));
        assertEquals("0.333", Words.number(1 / 3.0));
    }

    @Test
    void aWordLongerThanALineStandsAlone() {
        Lines lines = new Lines();
        lines.add(1, "a " + "x".repeat(120) + " b");
        assertEquals("  a\n    " + "x".repeat(120) + "\n    b\n", lines.toString());
    }
}
