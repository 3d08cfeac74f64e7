package dev.weir.gateway.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many replicas each workload has and had, and which of them have been to zero and back. Belongs to one event loop.
 */
final class Journeys {

    /** Samples kept of each workload: two minutes at one per second. */
    static final int SAMPLES = 120;

    private final Map<String, Journey> journeys = new LinkedHashMap<>();

    /** One workload's. */
    private static final class Journey {
        private final Deque<Integer> samples = new ArrayDeque<>();
        private int replicas;
        private boolean wentUp;
        private boolean cameBack;

        private Journey(int replicas) {
            this.replicas = replicas;
        }

        private void to(int now) {
            wentUp |= replicas == 0 && now > 0;
            cameBack |= wentUp && replicas > 0 && now == 0;
            replicas = now;
        }
    }

    /** Takes in what a workload wants now. */
    void saw(String name, int replicas) {
        journeys.computeIfAbsent(name, first -> new Journey(replicas)).to(replicas);
    }

    /** Takes a sample of all. */
    void sample() {
        journeys.values().forEach(journey -> {
            journey.samples.add(journey.replicas);
            if (journey.samples.size() > SAMPLES) {
                journey.samples.remove();
            }
        });
    }

    int replicas(String name) {
        Journey journey = journeys.get(name);
        return journey == null ? 0 : journey.replicas;
    }

    /** Oldest first. */
    List<Integer> samples(String name) {
        Journey journey = journeys.get(name);
        return journey == null ? List.of() : List.copyOf(journey.samples);
    }

    /** How many workloads have gone up from zero at least once. */
    int wentUp() {
        return (int)
                journeys.values().stream().filter(journey -> journey.wentUp).count();
    }

    /** How many of those have come back to zero at least once. */
    int cameBack() {
        return (int)
                journeys.values().stream().filter(journey -> journey.cameBack).count();
    }
}
