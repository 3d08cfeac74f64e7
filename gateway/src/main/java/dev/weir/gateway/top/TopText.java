package dev.weir.gateway.top;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An answer of {@link TopRoute} as two tables. Nothing in it moves the cursor, whatever somebody calls his objects. */
public final class TopText {

    private static final int KIB = 1024;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int SUMMARY = 6;
    private static final int LONGEST_CELL = 60;

    private record Column(String title, boolean number, Function<JsonObject, String> cell) {}

    private static final List<Column> SOURCES = List.of(
            new Column("TYPE", false, item -> text(item, "type")),
            new Column("UPSTREAM", false, item -> text(item, "upstream")),
            new Column("EVERY", true, item -> seconds(item.getDouble("intervalSeconds"))),
            new Column("AGE", true, item -> seconds(item.getDouble("ageSeconds"))),
            new Column("FAILS", true, item -> text(item, "failures")),
            new Column("USERS", true, item -> text(item, "subscribers")),
            new Column("POLLS/S", true, item -> number(item.getDouble("pollsPerSecond"))),
            new Column("TOOK", true, item -> millis(item.getDouble("tookMillis"))),
            new Column("FAILURE", false, item -> text(item, "failure")));

    private static final List<Column> OBJECTS = List.of(
            new Column("KIND", false, item -> kind(text(item, "kind"))),
            new Column("NAMESPACE", false, item -> text(item, "namespace")),
            new Column("NAME", false, item -> text(item, "name")),
            new Column("REPLICAS", true, item -> orDash(text(item, "replicas"))),
            new Column("DESIRED", true, item -> orDash(text(item, "desired"))),
            new Column("ACTIVE", true, item -> text(item, "active") + "/" + text(item, "triggers")),
            new Column("STATE", false, TopText::state),
            new Column("REASON", false, item -> text(item, "reason")));

    private TopText() {}

    /**
     * Lines no longer than the width.
     *
     * @param height how many there may be; both tables share it
     */
    public static List<String> of(JsonObject top, int width, int height) {
        JsonObject sources = top.getJsonObject("sources");
        JsonObject objects = top.getJsonObject("objects");
        JsonArray sourceItems = sources.getJsonArray("items");
        JsonArray objectItems = objects.getJsonArray("items");
        int room = Math.max(2, height - SUMMARY);
        int forSources = Math.min(sourceItems.size(), Math.max(room / 2, room - objectItems.size()));
        int forObjects = Math.min(objectItems.size(), Math.max(1, room - forSources));
        List<String> lines = new ArrayList<>(summary(top, sources, objects));
        lines.add("");
        lines.addAll(table(SOURCES, sourceItems, forSources));
        lines.add("");
        lines.addAll(table(OBJECTS, objectItems, forObjects));
        return lines.stream()
                .map(line -> cut(line, width))
                .limit(Math.max(1, height))
                .toList();
    }

    private static List<String> summary(JsonObject top, JsonObject sources, JsonObject objects) {
        return List.of(
                "Weir " + text(top, "version") + "  replica " + orDash(text(top, "replica")) + "  "
                        + (top.getBoolean("leader", false) ? "leader" : "not leading")
                        + "  members " + text(top, "members") + "  memory " + mebibytes(top, "memoryBytes") + " of "
                        + mebibytes(top, "memoryLimitBytes") + " MiB  " + text(top, "takenAt"),
                "objects " + text(objects, "total") + " (" + text(objects, "notReady") + " not ready)  sources "
                        + text(sources, "total") + " (" + text(sources, "failing") + " failing)  polls/s "
                        + number(top.getDouble("pollsPerSecond")) + "  gets/s "
                        + number(top.getDouble("getsPerSecond")));
    }

    private static List<String> table(List<Column> columns, JsonArray items, int most) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::title).toList());
        for (int at = 0; at < most; at++) {
            JsonObject item = items.getJsonObject(at);
            rows.add(columns.stream().map(column -> column.cell().apply(item)).toList());
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int at = 0; at < columns.size(); at++) {
                int column = at;
                int wide = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                boolean last = at == columns.size() - 1;
                String cell = last ? row.get(at) : cut(row.get(at), LONGEST_CELL);
                String gap = " ".repeat(Math.max(0, Math.min(wide, LONGEST_CELL) - cell.length()));
                line.append(at == 0 ? "" : "  ")
                        .append(columns.get(at).number() ? gap + cell : last ? cell : cell + gap);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** As kubectl abbreviates them. */
    private static String kind(String kind) {
        return kind.equals("ScaledJob") ? "sj" : "so";
    }

    private static String state(JsonObject item) {
        if (item.getBoolean("paused", false)) {
            return "paused";
        }
        String ready = item.getBoolean("ready", false) ? "ready" : "not ready";
        return item.getBoolean("fallback", false) ? ready + ", fallback" : ready;
    }

    /** Letters only that stand still: no controls, and nothing that turns the direction of what follows. */
    private static String text(JsonObject item, String field) {
        Object value = item.getValue(field);
        return value == null ? "" : value.toString().replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
    }

    private static String number(@Nullable Double value) {
        return value == null
                ? "-"
                : BigDecimal.valueOf(value)
                        .setScale(value < 10 ? 2 : 0, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private static String seconds(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        long whole = Math.round(value);
        if (whole < 2 * MINUTE) {
            return whole + "s";
        }
        return whole < 2 * HOUR ? whole / MINUTE + "m" : whole / HOUR + "h";
    }

    private static String millis(@Nullable Double value) {
        return value == null ? "-" : value < 10 ? number(value) + "ms" : Math.round(value) + "ms";
    }

    private static String mebibytes(JsonObject top, String field) {
        return Long.toString(top.getLong(field, 0L) / KIB / KIB);
    }
}
