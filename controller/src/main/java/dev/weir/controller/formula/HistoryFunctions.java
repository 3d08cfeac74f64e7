package dev.weir.controller.formula;

import dev.weir.controller.formula.History.Statistic;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Weir has beside expr: {@code avg(t, '5m')} and its like, {@code replicas}, {@code now}, {@code hour}, {@code weekday}. */
final class HistoryFunctions {

    /** Names of functions that expr does not have. */
    static final Set<String> CALLS = Set.of("avg", "rate", "delta", "percentile", "hour", "weekday");

    private static final Set<String> SHARED = Set.of("max", "min", "sum");

    private HistoryFunctions() {}

    /** {@code max(t, '5m')}: in expr an error, so it can be ours. */
    static boolean isWindow(Names names, Syntax tree) {
        return SHARED.contains(tree.text())
                && tree.parts().size() == 2
                && tree.part(0).kind() == Syntax.Kind.NAME
                && names.has(tree.part(0).text())
                && text(tree.part(1)) != null;
    }

    /** A text, even where the parser expected a predicate. */
    private static @Nullable String text(Syntax tree) {
        Syntax inside = tree.kind() == Syntax.Kind.PREDICATE ? tree.part(0) : tree;
        return inside.isText() ? (String) inside.literal() : null;
    }

    static Typed name(Syntax tree) {
        return switch (tree.text()) {
            case "replicas" -> new Typed(Type.FLOAT, Node.ofFloat(tree.at(), frame -> frame.values.replicas()));
            case "now" ->
                new Typed(
                        Type.FLOAT,
                        Node.ofFloat(tree.at(), frame -> frame.values.now().toEpochMilli() / 1e3));
            default -> calendar(tree, ZoneOffset.UTC);
        };
    }

    static Typed call(Compiler compiler, Syntax tree) {
        if (tree.text().equals("hour") || tree.text().equals("weekday")) {
            return calendar(tree, zone(tree));
        }
        boolean percentile = tree.text().equals("percentile");
        String expected = tree.text() + " expects a trigger and a window" + (percentile ? " and a percentage" : "")
                + ": " + tree.text() + (percentile ? "(t, '5m', 95)" : "(t, '5m')");
        List<Syntax> parts = tree.parts();
        String window = parts.size() == (percentile ? 3 : 2) ? text(parts.get(1)) : null;
        if (window == null
                || parts.get(0).kind() != Syntax.Kind.NAME
                || !compiler.names.has(parts.get(0).text())) {
            throw new Fault(tree.at(), expected);
        }
        double percent = percentile ? percent(compiler, parts.get(2)) : 0;
        return over(compiler, tree, length(window, parts.get(1).at()), percent);
    }

    private static Duration length(String window, int at) {
        Duration length = Durations.parse(window, at);
        if (length.isNegative() || length.isZero()) {
            throw new Fault(at, "a window expects a duration above zero, given " + window);
        }
        return length;
    }

    private static double percent(Compiler compiler, Syntax tree) {
        Typed percent = compiler.compile(tree);
        if (!percent.type().isNumber() || !(percent.node() instanceof Constant constant)) {
            throw percent.mismatch("percentile expects a number from 0 to 100");
        }
        double number = constant.number(Operators.nothing());
        if (!(number >= 0 && number <= 100)) {
            throw new Fault(tree.at(), "percentile expects a number from 0 to 100, given " + Numbers.shown(number));
        }
        return number;
    }

    private static Typed over(Compiler compiler, Syntax tree, Duration window, double percent) {
        String trigger = tree.part(0).text();
        int place = compiler.names.place(trigger);
        Statistic statistic = Statistic.valueOf(tree.text().toUpperCase(Locale.ROOT));
        return new Typed(Type.FLOAT, new Node(tree.at(), Node.Shape.FLOAT) {
            @Override
            @Nullable
            Object value(Frame frame) {
                double answer = frame.values.history().over(place, statistic, window, percent);
                return Double.isNaN(answer) ? null : (Object) answer;
            }

            @Override
            double number(Frame frame) {
                double answer = frame.values.history().over(place, statistic, window, percent);
                if (Double.isNaN(answer)) {
                    throw new Fault(at, "too few samples of " + trigger + " in the last " + window.toSeconds() + " s");
                }
                return answer;
            }
        });
    }

    private static ZoneId zone(Syntax tree) {
        String name = tree.parts().size() == 1 ? text(tree.part(0)) : null;
        try {
            if (name != null) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            throw new Fault(tree.part(0).at(), "\"" + name + "\" is no time zone, expected one like 'Europe/Berlin'");
        }
        throw new Fault(tree.at(), tree.text() + " expects a time zone: " + tree.text() + "('Europe/Berlin')");
    }

    /** The hour from 0 to 23; the day from 0, Sunday, to 6, as cron and Go count them. */
    private static Typed calendar(Syntax tree, ZoneId zone) {
        boolean hour = tree.text().equals("hour");
        return new Typed(Type.INT, Node.ofInt(tree.at(), frame -> {
            ZonedDateTime now = frame.values.now().atZone(zone);
            return hour ? now.getHour() : now.getDayOfWeek().getValue() % 7;
        }));
    }
}
