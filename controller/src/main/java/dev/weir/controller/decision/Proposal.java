package dev.weir.controller.decision;

import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.scalers.spi.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics of an HPA ask for together: the highest of what each asks for. A metric without a value is left out, unless
 * the others would then scale in.
 *
 * @param replicas null if nothing can be said
 * @param metric which one asks for it, in the words of Kubernetes
 * @param scalingActive the condition
 */
record Proposal(@Nullable Integer replicas, String metric, Verdict scalingActive, List<String> steps) {

    static Proposal of(HpaSettings settings, Workload workload, List<? extends MetricSample> samples) {
        var steps = new ArrayList<String>();
        int highest = 0;
        String metric = "";
        MetricSample.@Nullable Missing missing = null;
        int invalid = 0;
        for (MetricSample sample : samples) {
            if (sample instanceof MetricSample.Missing none) {
                missing = missing == null ? none : missing;
                invalid++;
                steps.add(none.name() + ": no value (" + none.why() + ")");
            } else {
                int wanted = replicas(settings, workload, sample, steps);
                if (wanted > highest || highest == 0) {
                    highest = wanted;
                    metric = words(sample);
                }
            }
        }
        if (missing != null && (invalid == samples.size() || highest < workload.specReplicas())) {
            steps.add(
                    invalid == samples.size()
                            ? "no metric has a value: nothing changes"
                            : "a metric without a value forbids scaling in: nothing changes");
            return new Proposal(null, "", failed(missing), steps);
        }
        return new Proposal(
                highest,
                metric,
                Verdict.yes(
                        "ValidMetricFound",
                        "the HPA was able to successfully calculate a replica count from " + metric),
                steps);
    }

    private static int replicas(HpaSettings settings, Workload workload, MetricSample sample, List<String> steps) {
        if (sample instanceof MetricSample.External external) {
            return external.type() == MetricType.AverageValue
                    ? perPod(settings, workload.statusReplicas(), external, steps)
                    : byRatio(
                            settings,
                            workload,
                            external.name(),
                            (double) external.totalMilli() / external.targetMilli(),
                            amounts(external.totalMilli(), external.targetMilli()),
                            steps);
        }
        if (sample instanceof MetricSample.Utilization use) {
            return byRatio(
                    settings,
                    workload,
                    use.name(),
                    (double) use.currentPercent() / use.targetPercent(),
                    use.currentPercent() + "% of " + use.targetPercent() + "%",
                    steps);
        }
        throw new IllegalStateException("metric " + sample.name() + " has no value");
    }

    private static int perPod(
            HpaSettings settings, int statusReplicas, MetricSample.External sample, List<String> steps) {
        double ratio = sample.totalMilli() / ((double) sample.targetMilli() * statusReplicas);
        boolean near = within(settings, ratio);
        int wanted = near ? statusReplicas : ceil((double) sample.totalMilli() / sample.targetMilli());
        steps.add(sample.name() + ": " + amounts(sample.totalMilli(), sample.targetMilli()) + " per pod over "
                + statusReplicas + " pods, ratio " + decimal(ratio) + (near ? " is within tolerance" : "") + " -> "
                + wanted);
        return wanted;
    }

    private static int byRatio(
            HpaSettings settings, Workload workload, String name, double ratio, String amounts, List<String> steps) {
        boolean near = within(settings, ratio);
        int wanted = near ? workload.specReplicas() : ceil(ratio * workload.readyPods());
        steps.add(name + ": " + amounts + ", ratio " + decimal(ratio)
                + (near ? " is within tolerance" : " times " + workload.readyPods() + " ready pods") + " -> " + wanted);
        return wanted;
    }

    private static boolean within(HpaSettings settings, double ratio) {
        return 1 - settings.toleranceDown() <= ratio && ratio <= 1 + settings.toleranceUp();
    }

    /** Never below zero: a composite metric may be negative. The cast keeps what is too large at the largest int. */
    private static int ceil(double replicas) {
        return Math.max(0, (int) Math.ceil(replicas));
    }

    private static Verdict failed(MetricSample.Missing missing) {
        return Verdict.no(
                missing.resource() ? "FailedGetResourceMetric" : "FailedGetExternalMetric",
                "the HPA was unable to compute the replica count: " + missing.why());
    }

    private static String words(MetricSample sample) {
        return sample instanceof MetricSample.Utilization
                ? sample.name() + " resource utilization (percentage of request)"
                : "external metric " + sample.name();
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
