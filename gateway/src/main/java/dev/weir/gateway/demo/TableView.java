package dev.weir.gateway.demo;

import dev.weir.gateway.demo.Picture.ObjectRow;
import dev.weir.gateway.demo.Picture.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture as lines that fit a terminal: all sources, then the objects in as many columns as there is room for. Objects that
 * do not fit are counted.
 */
final class TableView {

    private static final int CELL = 40;
    private static final int NAME = 16;
    private static final int COUNT = 4;
    private static final int ASKED = 38;

    private final int columns;
    private final int rows;
    private final Sparkline sparkline;
    private final String ellipsis;

    /** @param unicode whether more than ASCII may be shown */
    TableView(int columns, int rows, boolean unicode) {
        this.columns = columns;
        this.rows = rows;
        this.sparkline = unicode ? Sparkline.UNICODE : Sparkline.ASCII;
        this.ellipsis = unicode ? "…" : "...";
    }

    /** At most {@code rows} lines of at most {@code columns} characters. */
    List<String> render(Picture picture) {
        List<String> lines = new ArrayList<>();
        lines.add("weir demo  " + picture.time() + "   metrics API " + picture.gateway());
        lines.add(String.format(
                Locale.ROOT,
                "%d polls, %s (99 %% within %.1f ms), %d replicas",
                picture.polls(),
                picture.answers(),
                picture.p99Millis(),
                picture.replicas()));
        lines.add(picture.notice().map(notice -> "! " + notice).orElse(""));
        lines.add(String.format(
                Locale.ROOT, "%-12s %-" + ASKED + "s %10s %8s", "SOURCE", "QUESTION", "OBJECTS", "POLLS"));
        picture.sources().forEach(row -> lines.add(source(row)));
        objects(picture.objects(), rows - lines.size(), lines);
        return lines.stream()
                .limit(rows)
                .map(line -> line.length() > columns ? line.substring(0, columns) : line)
                .map(String::stripTrailing)
                .toList();
    }

    private static String source(SourceRow row) {
        return String.format(
                Locale.ROOT, "%-12s %-" + ASKED + "s %10d %8d", row.name(), row.asked(), row.askedBy(), row.polls());
    }

    private void objects(List<ObjectRow> objects, int room, List<String> lines) {
        int across = Math.max(1, columns / CELL);
        lines.add(String.format(Locale.ROOT, "%-" + NAME + "s%" + COUNT + "s", "OBJECT", "PODS")
                + "  (of its maximum, a second each)");
        int fit = Math.max(0, room - 1);
        int needed = (objects.size() + across - 1) / across;
        int down = needed <= fit ? needed : Math.max(0, fit - 1);
        for (int line = 0; line < down; line++) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < across; column++) {
                int index = column * down + line;
                cells.append(index < objects.size() ? cell(objects.get(index)) : "");
            }
            lines.add(cells.toString());
        }
        if (down < needed) {
            lines.add(ellipsis + " and " + (objects.size() - down * across) + " more");
        }
    }

    private String cell(ObjectRow row) {
        int cell = Math.max(CELL, columns / Math.max(1, columns / CELL));
        int bars = cell - NAME - COUNT - 4;
        return String.format(Locale.ROOT, "%-" + NAME + "." + NAME + "s%" + COUNT + "d  ", row.name(), row.replicas())
                + sparkline.of(row.samples(), row.max(), bars) + "  ";
    }
}
