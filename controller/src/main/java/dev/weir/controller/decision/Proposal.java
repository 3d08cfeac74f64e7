package dev.weir.controller.decision;

import dev.weir.controller.decision.HpaStep.Workload;
import java.util.ArrayList;
import java.util.List;
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
                steps.add(MetricProposal.of(settings, workload, none).step());
            } else {
                MetricProposal wanted = MetricProposal.of(settings, workload, sample);
                steps.add(wanted.step());
                if (wanted.wanted() > highest || highest == 0) {
                    highest = wanted.wanted();
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
}
