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

    private static boolean hasMethod(Path source, String method) throws IOException {
        return Files.readString(source).contains("void " + method + "(");
    }

    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Stream.of("cache", "scalers", "controller", "gateway")
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
