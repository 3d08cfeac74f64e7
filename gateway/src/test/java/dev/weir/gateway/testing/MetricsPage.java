package dev.weir.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page that lists all metrics, as a reader reads it. */
public final class MetricsPage {

    private static final Path PAGE = Path.of("../deploy/docs/metrics.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final List<String> L =
            List.of("namespace", "metric", "scaledObject", "scaler", "triggerIndex", "type");

    /** Type and labels of a metric. */
    public record Row(String type, Set<String> labels) {}

    private final Map<String, Row> rows = new TreeMap<>();
    private final Set<String> otel = new TreeSet<>();

    public MetricsPage() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            lines.filter(line -> line.startsWith("| `keda_") || line.startsWith("| `weir_"))
                    .map(line -> line.split("\\|"))
                    .forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String[] cells) {
        String name = codes(cells[1]).iterator().next();
        int type = 2;
        if (name.startsWith("keda_")) {
            otel.addAll(codes(cells[2]));
            type = 3;
        }
        Set<String> labels = cells[type + 1].strip().equals("L") ? new TreeSet<>(L) : codes(cells[type + 1]);
        if (rows.put(name, new Row(cells[type].strip(), labels)) != null) {
            throw new AssertionError(name + " is listed twice");
        }
    }

    private static Set<String> codes(String cell) {
        Set<String> codes = new TreeSet<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }

    /** The rows whose metric has a name that begins so. */
    public Map<String, Row> rows(String prefix) {
        Map<String, Row> some = new TreeMap<>(rows);
        some.keySet().removeIf(name -> !name.startsWith(prefix));
        return some;
    }

    /** Names by OTLP. */
    public Set<String> otel() {
        return Set.copyOf(otel);
    }

    /** What a scrape says of its metrics whose names begin so, to be compared with rows. */
    public static Map<String, Row> rows(Scrape scrape, String prefix) {
        Map<String, Row> seen = new TreeMap<>();
        scrape.types().forEach((name, type) -> {
            if (name.startsWith(prefix)) {
                seen.put(name, new Row(type, scrape.labelNames(name)));
            }
        });
        return seen;
    }
}
