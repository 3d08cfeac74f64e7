package dev.weir.jmh.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture of what one object costs by how many there are: heap above, processor time below. Numbers of objects are apart by
 * what one is times the other; costs start at 0, so that flat looks flat.
 */
final class Plot {

    private static final int WIDTH = 640;
    private static final int PANEL = 200;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int BETWEEN = 70;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 50;
    private static final int HEIGHT = 2 * (PANEL + BETWEEN) + 10;
    private static final int TICKS = 4;

    private final List<Point> heap = new ArrayList<>();
    private final List<Point> cpu = new ArrayList<>();

    private record Point(int objects, double cost) {}

    private Plot() {}

    /** What could not be measured is left out, and so is the first size, which has none before it to be compared with. */
    static Plot of(FootprintReport report) {
        Plot plot = new Plot();
        for (int at = 1; at < report.sizes().size(); at++) {
            Footprint size = report.sizes().get(at);
            @Nullable Long added = report.addedBytes(at);
            if (added != null) {
                plot.heap.add(new Point(size.objects(), added));
            }
            plot.cpu.add(new Point(size.objects(), size.millicoresPerThousand()));
        }
        return plot;
    }

    String svg() {
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                """, WIDTH, HEIGHT));
        panel(svg, TOP, "heap that one object more costs, bytes", heap);
        panel(svg, TOP + PANEL + BETWEEN, "processor time of 1,000 objects, millicores", cpu);
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int top, String title, List<Point> points) {
        double most = ceiling(points.stream().mapToDouble(Point::cost).max().orElse(1));
        text(svg, LEFT, top - 12, "start", title);
        for (int tick = 0; tick <= TICKS; tick++) {
            double y = top + PANEL - (double) PANEL * tick / TICKS;
            line(svg, LEFT, y, LEFT + PLOT_WIDTH, y, "#ddd");
            text(svg, LEFT - 8, y + 4, "end", number(most * tick / TICKS));
        }
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            double x = x(points, point);
            double y = top + PANEL - PANEL * Math.max(0, point.cost) / most;
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#36c\"/>\n", x, y));
            text(svg, x, y - 9, "middle", number(point.cost));
            text(svg, x, top + PANEL + 18, "middle", number(point.objects));
        }
        svg.append("<polyline points=\"")
                .append(path.toString().strip())
                .append("\" fill=\"none\" stroke=\"#36c\" stroke-width=\"2\"/>\n");
    }

    private static double x(List<Point> points, Point point) {
        double first = Math.log(points.get(0).objects);
        double last = Math.log(points.get(points.size() - 1).objects);
        return last > first
                ? LEFT + 20 + (PLOT_WIDTH - 40) * (Math.log(point.objects) - first) / (last - first)
                : LEFT + PLOT_WIDTH / 2.0;
    }

    /** The next number of one digit and noughts, so that costs fill most of the panel. */
    static double ceiling(double value) {
        if (!(value > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return Math.ceil(value / power + 0.2) * power;
    }

    private static String number(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }
}
