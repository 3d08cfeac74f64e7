package dev.weir.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on compatibility names is there: every class, every test, every file of cases. */
final class CompatibilityTest {

    private static final Path PAGE = Path.of("../deploy/docs/compatibility.md");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:#([A-Za-z0-9]+))?`");
    private static final Pattern CASES = Pattern.compile("`([a-z]+/[a-z0-9/*-]+\\.yaml)`");

    /** The rules, in the order of our list. */
    private static final List<String> RULES = List.of(
            "1.3", "1.6", "1.8", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "3.1", "3.2", "3.3 0", "3.3 1",
            "3.3 A1", "3.3 A2", "3.3 A3", "3.3 B1", "3.3 B2", "3.3 B3", "3.3 B4", "3.3 B5", "3.4", "3.5", "3.6", "4.1",
            "4.2", "4.3", "4.4", "4.5", "4.6", "5", "6.1", "6.2", "6.3", "6.4", "10.1", "10.2", "10.3", "10.4", "10.5",
            "11.1", "11.2", "11.3");

    /** Annotations and labels of ScaledObjects and their HPAs. */
    private static final List<String> KEYS = List.of(
            "paused",
            "paused-replicas",
            "paused-scale-in",
            "paused-scale-out",
            "force-activation",
            "transfer-hpa-ownership",
            "hpa-excluded-labels",
            "validations.keda.sh/hpa-ownership",
            "scaledobject.keda.sh/name");

    @Test
    void everythingThatIsNamedIsThere() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, Path> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = CLASS.matcher(page);
        while (named.find()) {
            Path source = sources.get(named.group(1));
            if (source == null || (named.group(2) != null && !hasMethod(source, named.group(2)))) {
                missing.add(named.group());
            }
        }
        Matcher cases = CASES.matcher(page);
        while (cases.find()) {
            if (!cases.group(1).contains("*") && !Files.exists(Path.of("src/test/resources", cases.group(1)))) {
                missing.add(cases.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyRuleHasItsRow() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = RULES.stream()
                .filter(rule -> page.lines()
                        .filter(line -> line.startsWith("| "))
                        .noneMatch(line ->
                                List.of(line.split("\\|")[1].trim().split(", ")).contains(rule)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyKeyHasItsRow() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## 8 "), page.indexOf("## 10 "));
        assertEquals(
                List.of(),
                KEYS.stream().filter(key -> !section.contains("`" + key + "`")).toList());
    }

    /** A rule is held by a test, or the page says that it is not there. */
    @Test
    void everyRowNamesATest() throws IOException {
        List<String> unheld = Files.readString(PAGE)
                .lines()
                .filter(line -> line.matches("\\| [0-9].*"))
                .filter(line -> !line.contains("not there"))
                .filter(line -> !line.split("\\|")[4].matches(".*`[^`]*(Test|IT|\\.yaml)(#[A-Za-z0-9]+)?`.*"))
                .toList();
        assertEquals(List.of(), unheld);
    }

    private static boolean hasMethod(Path source, String method) throws IOException {
        return Files.readString(source).contains("void " + method + "(");
    }

    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Stream.of("cache", "scalers", "controller", "gateway", "jmh")
                .map(module -> Path.of("..", module, "src"))
                .flatMap(CompatibilityTest::walk)) {
            Map<String, Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file, (a, b) -> a));
            assertFalse(sources.isEmpty());
            return sources;
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
