package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explanation;
import dev.weir.controller.explain.Explanation.MetricPart;
import dev.weir.controller.explain.Explanation.SourcePart;
import dev.weir.controller.explain.Explanation.TriggerPart;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One trigger in a few lines: what it says, where that comes from, whether it is active. */
final class TriggerText {

    /** As many of those that share a source are named; {@code -o json} names more. */
    private static final int NAMED = 3;

    private final Explanation told;
    private final TriggerPart trigger;

    TriggerText(Explanation told, TriggerPart trigger) {
        this.told = told;
        this.trigger = trigger;
    }

    void write(Lines lines) {
        String name = ExplainText.name(trigger.index(), trigger.type(), trigger.trigger());
        if (trigger.metrics().isEmpty()) {
            lines.add(1, name + ": not measured");
        }
        for (MetricPart metric : trigger.metrics()) {
            String which = trigger.metrics().size() > 1 ? " (" + metric.name() + ")" : "";
            lines.add(1, name + which + ": " + value(metric));
        }
        SourcePart source = trigger.source();
        if (source != null) {
            lines.add(2, source(source));
        } else if (!trigger.metrics().isEmpty()) {
            lines.add(2, "the HPA measures it by itself");
        }
        if (!trigger.error().isEmpty()) {
            lines.add(2, "cannot be read: " + trigger.error() + failures(source));
        }
        activity(lines);
    }

    private String value(MetricPart metric) {
        String unit = metric.metricType().equals("Utilization") ? " %" : "";
        String target = told.formula() == null
                ? ", target " + Words.number(metric.target()) + unit
                        + (told.target() == null ? " for each Job" : ExplainText.each(metric.metricType()))
                : "";
        if (metric.value() == null) {
            return "no value" + target + why(metric);
        }
        String smoothed = metric.smoothed() ? " (smoothed, last read " + Words.number(metric.read()) + ")" : "";
        return Words.number(metric.value())
                + unit
                + smoothed
                + target
                + (metric.fallback().isEmpty() ? why(metric) : "; this is the " + metric.fallback());
    }

    private String why(MetricPart metric) {
        boolean said = metric.unavailable().isEmpty() || metric.unavailable().equals(trigger.error());
        return said ? "" : "; readers are told: " + metric.unavailable();
    }

    private String source(SourcePart source) {
        String age = source.ageSeconds() == null
                ? "never answered"
                : "answered " + Words.duration(source.ageSeconds()) + " ago";
        String rhythm =
                source.intervalSeconds() == 0 ? "" : ", asked every " + Words.duration(source.intervalSeconds());
        return age + rhythm + " at " + source.upstream() + ", " + shared(source);
    }

    private String shared(SourcePart source) {
        if (source.others() == 0) {
            return "shared with nobody";
        }
        int named = Math.min(NAMED, source.sharedBy().size());
        String rest = source.others() > named ? " and " + (source.others() - named) + " more" : "";
        return "shared with "
                + source.sharedBy().subList(0, named).stream().map(this::shown).collect(Collectors.joining(", "))
                + rest;
    }

    /** One of the other kind is named with it. */
    private String shown(String other) {
        String same = told.kind() + " ";
        return other.startsWith(same) ? other.substring(same.length()) : other;
    }

    private static String failures(@Nullable SourcePart source) {
        return source == null || source.failures() == 0
                ? ""
                : " (" + Words.count(source.failures(), "failure", "failures") + " in a row)";
    }

    private void activity(Lines lines) {
        Boolean active = trigger.active();
        if (active == null || told.formula() != null) {
            return;
        }
        if (!trigger.error().isEmpty() && !active) {
            lines.add(2, "counts as not active meanwhile");
            return;
        }
        String threshold =
                trigger.activation().isEmpty() ? "" : (active ? ": above " : ": not above ") + trigger.activation();
        lines.add(2, (active ? "active" : "not active") + threshold);
    }
}
