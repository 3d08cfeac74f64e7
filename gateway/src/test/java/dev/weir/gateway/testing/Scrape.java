package dev.weir.gateway.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prometheus's text, read as a scraper reads it. */
public final class Scrape {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> helps = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /** Fails on a line that is none of the format. */
    public static Scrape of(String text) {
        Scrape scrape = new Scrape();
        text.lines().filter(line -> !line.isBlank()).forEach(scrape::read);
        return scrape;
    }

    private void read(String line) {
        if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", 4);
            types.put(words[2], words[3]);
        } else if (line.startsWith("# HELP ")) {
            String[] words = line.split(" ", 4);
            helps.put(words[2], words[3]);
        } else {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("no line of the format: " + line);
            }
            samples.add(new Sample(
                    sample.group(1),
                    labels(sample.group(2) == null ? "" : sample.group(2)),
                    Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))));
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        if (end != text.length()) {
            throw new AssertionError("no labels: " + text);
        }
        return labels;
    }

    /** Names and types of the families that have a series. */
    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    public String help(String family) {
        return helps.getOrDefault(family, "");
    }

    /** All label names that lines of a family have, those of buckets and quantiles left out. */
    public Set<String> labelNames(String family) {
        return samples.stream()
                .filter(sample -> sample.name().matches(Pattern.quote(family) + "(_bucket|_sum|_count|_max)?"))
                .flatMap(sample -> sample.labels().keySet().stream())
                .filter(name -> !name.equals("le") && !name.equals("quantile"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public List<Sample> samples(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The only line of this name with these labels; the test fails if there is no such line, or more than one. */
    public double value(String name, Map<String, String> labels) {
        List<Sample> found = samples(name).stream()
                .filter(sample -> sample.labels().equals(labels))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + labels + " is there " + found.size() + " times among " + samples(name));
        }
        return found.get(0).value();
    }
}
