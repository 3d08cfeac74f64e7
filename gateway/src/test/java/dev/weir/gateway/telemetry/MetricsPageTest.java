package dev.weir.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.gateway.testing.MetricsPage;
import dev.weir.gateway.testing.Overviews;
import dev.weir.gateway.testing.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of all metrics lists those that there are. What each of Weir's own is like, the test of the whole process holds. */
final class MetricsPageTest {

    private static final Pattern METER =
            Pattern.compile("(?:builder|gauge|counter|timer)\\(\\s*(?:registry,\\s*)?\"(weir\\.[a-z.]+)\"");

    /** What the text adds to the name of a meter. */
    private static final Pattern ENDING = Pattern.compile("(_total|_seconds|_seconds_max)$");

    private final MetricsPage page = new MetricsPage();

    @Test
    void kedasWithTypesAndLabels() {
        String text = new KedaMetrics(Overviews::full, Build.here("1"), false).get();

        assertEquals(MetricsPage.rows(Scrape.of(text), "keda_"), page.rows("keda_"));
    }

    @Test
    void allThatTheSourcesNameAndNoOthers() {
        Set<String> inSources = Stream.of("cache", "scalers", "controller", "gateway")
                .flatMap(module -> sources(Path.of("..", module, "src/main/java")))
                .flatMap(MetricsPageTest::meters)
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> onPage = page.rows("weir_").keySet().stream()
                .map(name -> ENDING.matcher(name).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(inSources, onPage);
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> meters(Path source) {
        try {
            Matcher meter = METER.matcher(Files.readString(source));
            return meter.results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
