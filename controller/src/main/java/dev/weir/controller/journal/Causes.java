package dev.weir.controller.journal;

import dev.weir.controller.metricsplane.ObjectState.CompositeState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What triggers said when something changed, in words. */
record Causes(List<TriggerState> triggers, @Nullable CompositeState composite) {

    /** What made an object active or not: these triggers, or the formula over them. */
    String activity(Set<Integer> who) {
        return composite != null && composite.takenAt() != null
                ? "the formula came to " + number(composite.value())
                : said(who);
    }

    /** What these triggers say. */
    String said(Set<Integer> who) {
        return triggers.stream()
                .filter(trigger -> who.contains(trigger.index()))
                .flatMap(trigger -> trigger.metrics().stream())
                .filter(metric -> metric.takenAt() != null)
                .map(metric -> metric.spec().name() + " said " + number(metric.value()))
                .collect(Collectors.joining("; "));
    }

    /** Of the metrics that an HPA reads the one that asks for most. */
    String strongest() {
        if (composite != null) {
            return composite.takenAt() == null
                    ? ""
                    : said(
                            composite.spec().name(),
                            composite.value(),
                            composite.spec().type(),
                            composite.spec().target());
        }
        return metrics()
                .filter(metric -> metric.takenAt() != null)
                .max(Comparator.comparingDouble(
                        metric -> metric.value() / metric.spec().target().value()))
                .map(metric -> said(
                        metric.spec().name(),
                        metric.value(),
                        metric.spec().type(),
                        metric.spec().target()))
                .orElse("");
    }

    private Stream<MetricState> metrics() {
        return triggers.stream().flatMap(trigger -> trigger.metrics().stream());
    }

    private static String said(String name, double value, MetricType type, Quantity target) {
        return name + " said " + number(value) + ", target " + number(target.value())
                + (type == MetricType.AverageValue ? " for each replica" : "");
    }

    private static String number(double value) {
        String text = Quantity.of(Math.abs(value)).text();
        return (value < 0 ? "-" : "") + (text.endsWith("m") ? Double.toString(Quantity.parse(text)) : text);
    }
}
