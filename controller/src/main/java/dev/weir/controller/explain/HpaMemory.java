package dev.weir.controller.explain;

import dev.weir.cache.board.MetricId;
import dev.weir.cache.history.Sample;
import dev.weir.controller.decision.HpaSettings;
import dev.weir.controller.decision.HpaState;
import dev.weir.controller.decision.HpaState.Recommendation;
import dev.weir.controller.decision.HpaState.ScaleEvent;
import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.controller.decision.MetricProposal;
import dev.weir.controller.decision.MetricSample;
import dev.weir.controller.explain.HpaSamples.Asked;
import dev.weir.controller.journal.Change;
import dev.weir.controller.kube.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the HPA controller may remember of an HPA, which it tells nobody: its recommendations, taken from the values that Weir
 * has served, and its changes, taken from those that were seen on the target.
 *
 * @param recorded how far back the values go; zero if none is remembered
 */
record HpaMemory(HpaState state, Duration recorded) {

    static HpaMemory of(
            ObjectKey key, List<Asked> asked, HpaSettings settings, int current, List<Change> changes, Parts parts) {
        Duration longest =
                settings.upWindow().compareTo(settings.downWindow()) > 0 ? settings.upWindow() : settings.downWindow();
        Instant from = parts.now().minus(longest);
        TreeMap<Instant, Map<String, Double>> times = new TreeMap<>();
        for (Asked metric : asked) {
            if (metric.external()) {
                MetricId id = new MetricId(key.namespace(), metric.name(), key.name());
                for (Sample sample :
                        parts.cache().histories().of(id).since(from).list()) {
                    times.computeIfAbsent(sample.at(), at -> new HashMap<>()).put(metric.name(), sample.value());
                }
            }
        }
        List<Recommendation> recommendations = new ArrayList<>();
        Map<String, Double> latest = new HashMap<>();
        times.forEach((at, values) -> {
            latest.putAll(values);
            int replicas = replicas(at, current, changes);
            if (replicas > 0) {
                recommendations.add(new Recommendation(highest(settings, asked, latest, replicas), at));
            }
        });
        Duration recorded = times.isEmpty() ? Duration.ZERO : Duration.between(times.firstKey(), parts.now());
        return new HpaMemory(new HpaState(recommendations, events(changes, true), events(changes, false)), recorded);
    }

    private static int highest(HpaSettings settings, List<Asked> asked, Map<String, Double> values, int replicas) {
        int highest = 0;
        for (Asked metric : asked) {
            Double value = values.get(metric.name());
            if (metric.external() && value != null) {
                MetricSample then = MetricSample.external(metric.name(), metric.type(), metric.target(), value);
                Integer wanted = MetricProposal.of(settings, Workload.settled(replicas), then)
                        .replicas();
                highest = wanted == null ? highest : Math.max(highest, wanted);
            }
        }
        return highest;
    }

    /** How many there were, by what is known of the changes since. */
    private static int replicas(Instant at, int current, List<Change> changes) {
        for (Change change : changes) {
            Integer from = change.from();
            if (change.what() == Change.What.REPLICAS
                    && from != null
                    && change.at().isAfter(at)) {
                return from;
            }
        }
        return current;
    }

    private static List<ScaleEvent> events(List<Change> changes, boolean up) {
        List<ScaleEvent> events = new ArrayList<>();
        for (Change change : changes) {
            Integer from = change.from();
            Integer to = change.to();
            // What Weir does between zero and one is none of the HPA's changes.
            if (change.what() == Change.What.REPLICAS
                    && change.by() != Change.By.WEIR
                    && from != null
                    && to != null
                    && (to > from) == up) {
                events.add(new ScaleEvent(Math.abs(to - from), change.at()));
            }
        }
        return events;
    }
}
