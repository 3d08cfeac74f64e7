package dev.weir.controller.metricsplane;

import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All triggers of one manifest that could be made.
 *
 * @param asked those that have a source, in the order of the manifest
 * @param resources those of type cpu or memory, which only an HPA measures
 */
public record PlannedTriggers(List<PlannedTrigger> asked, List<PlannedResource> resources) {

    public PlannedTriggers {
        asked = List.copyOf(asked);
        resources = List.copyOf(resources);
    }

    /** All triggers as written, in the order of the manifest. */
    List<TriggerSpec> specs() {
        return Stream.concat(
                        asked.stream().map(PlannedTrigger::spec),
                        resources.stream().map(PlannedResource::spec))
                .sorted(Comparator.comparingInt(TriggerSpec::index))
                .toList();
    }

    /** What the user may want to know of triggers that are all right. */
    List<String> warnings() {
        return Stream.concat(
                        asked.stream().flatMap(planned -> planned.trigger().warnings().stream()),
                        resources.stream().flatMap(planned -> planned.warnings().stream()))
                .toList();
    }

    /** Gives back what was made for triggers that are never measured. */
    void discard() {
        asked.forEach(planned -> planned.trigger().source().close());
    }
}
