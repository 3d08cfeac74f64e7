package dev.weir.scalers.cron;

import dev.weir.scalers.spi.Params;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cron trigger's parameters; start and end are kept as written besides, because name and key are made of them. */
record CronConfig(String timezone, String start, String end, CronWindow window, long desiredReplicas) {

    static CronConfig from(Params params) {
        String timezone = params.text("timezone").required();
        String start = params.text("start").required();
        String end = params.text("end").required();
        CronExpression from = expression(params, "start", start);
        CronExpression to = expression(params, "end", end);
        Long replicas = params.integer("desiredReplicas").required();
        params.require(
                replicas == null || replicas != 0, "desiredReplicas", "is 0; accepted is any other whole number");
        params.require(start == null || !start.equals(end), "end", "is the same as start; they have to differ");
        return params.build(() -> new CronConfig(
                timezone,
                start,
                end,
                new CronWindow(Objects.requireNonNull(from), Objects.requireNonNull(to)),
                replicas));
    }

    private static @Nullable CronExpression expression(Params params, String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return CronExpression.parse(text);
        } catch (IllegalArgumentException e) {
            params.problem(name, "is \"" + text + "\"; " + e.getMessage());
            return null;
        }
    }

    String metricName() {
        return "cron-" + timezone + "-" + plain(start) + "-" + plain(end);
    }

    /** KEDA's spelling of an expression in a metric's name. */
    private static String plain(String expression) {
        return expression
                .replace(" ", "")
                .replace("*", "x")
                .replace("/", "Sl")
                .replace("?", "Qm")
                .replace(",", "Cm");
    }
}
