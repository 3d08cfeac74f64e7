package dev.weir.scalers.beanstalkd;

import java.util.Map;
import java.util.TreeMap;

/**
 * The jobs of a tube.
 *
 * @param ready that may be taken
 * @param reserved that have been taken and are not done
 * @param delayed that may not be taken yet
 */
public record TubeStats(long ready, long reserved, long delayed) {

    /** Of a tube that is not there: there is none while it has no job and nobody uses it. */
    static final TubeStats NONE = new TubeStats(0, 0, 0);

    /**
     * Reads lines such as {@code current-jobs-ready: 5}; a count that is not among them is 0.
     *
     * @throws IllegalArgumentException if a count is no whole number, with a sentence
     */
    static TubeStats read(String lines) {
        Map<String, String> stats = new TreeMap<>();
        lines.lines().filter(line -> line.contains(": ")).forEach(line -> {
            int colon = line.indexOf(": ");
            stats.put(line.substring(0, colon), line.substring(colon + 2).trim());
        });
        return new TubeStats(
                count(stats, "current-jobs-ready"),
                count(stats, "current-jobs-reserved"),
                count(stats, "current-jobs-delayed"));
    }

    private static long count(Map<String, String> stats, String name) {
        String count = stats.getOrDefault(name, "0");
        try {
            return Long.parseLong(count);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("answered with a " + name + " that is no whole number");
        }
    }
}
