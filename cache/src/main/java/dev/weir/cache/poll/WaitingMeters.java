package dev.weir.cache.poll;

import dev.weir.cache.pace.Gate;
import dev.weir.cache.pace.Gates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One gauge per upstream, as long as it is in use: how many polls wait for their turn there. */
final class WaitingMeters implements Gates.Watcher {

    private final MeterRegistry registry;
    private final Map<String, Meter.Id> gauges = new ConcurrentHashMap<>();

    WaitingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void opened(Gate gate) {
        Gauge gauge = Gauge.builder("weir.cache.waiting", gate, Gate::waiting)
                .description("Polls that wait until their upstream's limits let them start")
                .tag("upstream", gate.upstream())
                .strongReference(true)
                .register(registry);
        gauges.put(gate.upstream(), gauge.getId());
    }

    @Override
    public void closed(Gate gate) {
        Meter.Id id = gauges.remove(gate.upstream());
        if (id != null) {
            registry.remove(id);
        }
    }
}
