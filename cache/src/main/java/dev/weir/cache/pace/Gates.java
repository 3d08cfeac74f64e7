package dev.weir.cache.pace;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gates to all upstreams, each at home on one of the timelines. A gate exists as long as sources use it. May be used
 * from any thread.
 */
public final class Gates {

    /** Hears of upstreams that come and go, for meters. */
    public interface Watcher {

        void opened(Gate gate);

        void closed(Gate gate);
    }

    private record Use(Gate gate, int users) {}

    private final List<Timeline> timelines;
    private final UpstreamLimits limits;
    private final Watcher watcher;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();

    public Gates(List<Timeline> timelines, UpstreamLimits limits, Watcher watcher) {
        this.timelines = List.copyOf(timelines);
        this.limits = limits;
        this.watcher = watcher;
    }

    /** The gate to an upstream, for one source more. */
    public Gate acquire(String upstream) {
        return uses.compute(upstream, (name, use) -> use == null ? open(name) : new Use(use.gate, use.users + 1)).gate;
    }

    /** One source less uses the gate. */
    public void release(Gate gate) {
        uses.computeIfPresent(gate.upstream(), (name, use) -> {
            if (use.users > 1) {
                return new Use(use.gate, use.users - 1);
            }
            watcher.closed(use.gate);
            return null;
        });
    }

    private Use open(String upstream) {
        Timeline home = timelines.get(Math.floorMod(upstream.hashCode(), timelines.size()));
        Gate gate = new Gate(upstream, home, limits);
        watcher.opened(gate);
        return new Use(gate, 1);
    }
}
