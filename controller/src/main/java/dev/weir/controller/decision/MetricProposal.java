package dev.weir.controller.decision;

import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.scalers.spi.MetricType;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one metric of an HPA asks for.
 *
 * @param replicas null if the metric has no value
 * @param ratio of value to target; null if the metric has no value
 * @param withinTolerance whether the ratio is too near to 1 for a change
 * @param step the same in a plain sentence
 */
public record MetricProposal(
        String name, @Nullable Integer replicas, @Nullable Double ratio, boolean withinTolerance, String step) {

    /** By the rules of the HPA, for this metric alone. */
    public static MetricProposal of(HpaSettings settings, Workload workload, MetricSample sample) {
        if (sample instanceof MetricSample.External external) {
            return external.type() == MetricType.AverageValue
                    ? perPod(settings, workload.statusReplicas(), external)
                    : byRatio(
                            settings,
                            workload,
                            external.name(),
                            (double) external.totalMilli() / external.targetMilli(),
                            amounts(external.totalMilli(), external.targetMilli()));
        }
        if (sample instanceof MetricSample.Utilization use) {
            return byRatio(
                    settings,
                    workload,
                    use.name(),
                    (double) use.currentPercent() / use.targetPercent(),
                    use.currentPercent() + "% of " + use.targetPercent() + "%");
        }
        MetricSample.Missing none = (MetricSample.Missing) sample;
        return new MetricProposal(none.name(), null, null, false, none.name() + ": no value (" + none.why() + ")");
    }

    /** The number; only of a metric that has a value. */
    int wanted() {
        return Objects.requireNonNull(replicas, name);
    }

    private static MetricProposal perPod(HpaSettings settings, int statusReplicas, MetricSample.External sample) {
        double ratio = sample.totalMilli() / ((double) sample.targetMilli() * statusReplicas);
        boolean near = within(settings, ratio);
        int wanted = near ? statusReplicas : ceil((double) sample.totalMilli() / sample.targetMilli());
        return new MetricProposal(
                sample.name(),
                wanted,
                ratio,
                near,
                sample.name() + ": " + amounts(sample.totalMilli(), sample.targetMilli()) + " per pod over "
                        + statusReplicas + " pods, ratio " + decimal(ratio) + (near ? " is within tolerance" : "")
                        + " -> " + wanted);
    }

    private static MetricProposal byRatio(
            HpaSettings settings, Workload workload, String name, double ratio, String amounts) {
        boolean near = within(settings, ratio);
        int wanted = near ? workload.specReplicas() : ceil(ratio * workload.readyPods());
        return new MetricProposal(
                name,
                wanted,
                ratio,
                near,
                name + ": " + amounts + ", ratio " + decimal(ratio)
                        + (near ? " is within tolerance" : " times " + workload.readyPods() + " ready pods") + " -> "
                        + wanted);
    }

    private static boolean within(HpaSettings settings, double ratio) {
        return 1 - settings.toleranceDown() <= ratio && ratio <= 1 + settings.toleranceUp();
    }

    /** Never below zero: a composite metric may be negative. The cast keeps what is too large at the largest int. */
    private static int ceil(double replicas) {
        return Math.max(0, (int) Math.ceil(replicas));
    }

    private static String amounts(long totalMilli, long targetMilli) {
        return decimal(totalMilli / 1000.0) + " of " + decimal(targetMilli / 1000.0);
    }

    private static String decimal(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
