package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.credentials.MissingReferenceException;
import dev.weir.controller.credentials.ResolvedTrigger;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.UnreadableReferenceException;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.workload.ResourceTriggers;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;

/** From the triggers of a manifest to what is asked. Reads what they refer to, which blocks; reaches no source. */
public final class TriggerPlanner {

    private final TriggerSpecs specs;
    private final Scalers scalers;
    private final ScalerEnvironment environment;

    public TriggerPlanner(TriggerSpecs specs, Scalers scalers, ScalerEnvironment environment) {
        this.specs = specs;
        this.scalers = scalers;
        this.environment = environment;
    }

    /**
     * Triggers with all that they refer to; what cannot be resolved is a problem. All are looked at, so that all stores are
     * asked at once.
     *
     * @throws AwaitedException if a store has not answered yet; the object is to be planned when it has
     */
    List<TriggerSpec> resolve(
            TriggerSpecs.Owner owner, List<ScaleTrigger> triggers, List<String> problems, List<String> warnings) {
        List<TriggerSpec> resolved = new ArrayList<>();
        AwaitedException awaited = null;
        TriggerSpecs.Session session = specs.begin(owner);
        for (int i = 0; i < triggers.size(); i++) {
            try {
                ResolvedTrigger trigger = session.resolve(i, triggers.get(i));
                resolved.add(trigger.spec());
                warnings.addAll(trigger.notes());
            } catch (InvalidTriggerException e) {
                problems.addAll(e.problems());
            } catch (MissingReferenceException | UnreadableReferenceException e) {
                problems.add("trigger " + i + " (" + triggers.get(i).getType() + "): " + e.getMessage());
            } catch (AwaitedException e) {
                awaited = e;
            }
        }
        session.end();
        if (awaited != null) {
            throw awaited;
        }
        return resolved;
    }

    /** The object's triggers fail: its credentials may have been changed where nobody tells of it. */
    void doubt(String kind, ObjectKey key) {
        specs.doubt(kind, key);
    }

    /** The object is not asked about any more. */
    void forget(String kind, ObjectKey key) {
        specs.forget(kind, key);
    }

    /**
     * One trigger with all that it refers to.
     *
     * @throws InvalidTriggerException if a credential source is not supported
     * @throws MissingReferenceException if something that must exist does not
     */
    public ResolvedTrigger resolve(TriggerSpecs.Owner owner, int index, ScaleTrigger trigger) {
        return specs.resolve(owner, index, trigger);
    }

    /** @throws InvalidTriggerException if a trigger of type cpu or memory cannot be made */
    public PlannedResource resource(TriggerSpec spec) {
        ResourceTriggers.Read read = ResourceTriggers.read(spec);
        return new PlannedResource(spec, read.metric(), read.warnings());
    }

    /** @throws InvalidTriggerException if a trigger of another type cannot be made */
    public PlannedTrigger asked(TriggerSpec spec, ScaleTrigger trigger) {
        boolean cached = Boolean.TRUE.equals(trigger.getUseCachedMetrics());
        return new PlannedTrigger(spec, scalers.create(spec, environment), cached);
    }

    /**
     * What can be made; what cannot is a problem.
     *
     * @param triggers as written, by the index of a spec
     */
    PlannedTriggers create(List<TriggerSpec> resolved, List<ScaleTrigger> triggers, List<String> problems) {
        List<PlannedTrigger> asked = new ArrayList<>();
        List<PlannedResource> resources = new ArrayList<>();
        for (TriggerSpec spec : resolved) {
            try {
                if (ResourceTriggers.is(spec.type())) {
                    resources.add(resource(spec));
                } else {
                    asked.add(asked(spec, triggers.get(spec.index())));
                }
            } catch (InvalidTriggerException e) {
                problems.addAll(e.problems());
            }
        }
        return new PlannedTriggers(asked, resources);
    }
}
