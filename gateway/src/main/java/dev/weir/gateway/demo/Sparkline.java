package dev.weir.gateway.demo;

import java.util.List;

/**
 * Numbers as a row of little bars.
 *
 * @param levels one character for nothing, then ever higher bars
 */
record Sparkline(String levels) {

    static final Sparkline UNICODE = new Sparkline("·▁▂▃▄▅▆▇█");
    static final Sparkline ASCII = new Sparkline("_.,:-=+*#");

    /** The last {@code width} of the numbers, right-aligned; {@code max} is the highest bar. */
    String of(List<Integer> numbers, int max, int width) {
        List<Integer> shown = numbers.subList(Math.max(0, numbers.size() - width), numbers.size());
        StringBuilder bars = new StringBuilder(" ".repeat(width - shown.size()));
        shown.forEach(number -> bars.append(bar(number, max)));
        return bars.toString();
    }

    private char bar(int number, int max) {
        int highest = levels.length() - 1;
        return levels.charAt(
                number <= 0 ? 0 : Math.min(highest, Math.max(1, (int) Math.ceil((double) number * highest / max))));
    }
}
