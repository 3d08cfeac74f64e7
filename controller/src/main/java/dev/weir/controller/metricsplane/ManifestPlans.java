package dev.weir.controller.metricsplane;

import dev.weir.controller.admission.ScaledObjectRules;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.Manifest;
import dev.weir.controller.manifests.Manifests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Has the objects of files measured as they are written. An object with problems is left out and the others go on; one that
 * was measured before goes on as it was. Nothing tells how many replicas the targets have, so they count as running and
 * their sources are asked at the rhythm of an HPA. Blocks; called by one thread at a time.
 */
public final class ManifestPlans {

    private final Function<Manifests, ObjectPlanner> planners;
    private final MetricsPlane plane;
    private final Predicate<ObjectKey> wanted;
    private Set<ObjectKey> measured = Set.of();
    private Set<ObjectKey> looked = Set.of();
    private final PlanBook<ObjectPlan> book = new PlanBook<>();
    private Set<String> known = Set.of();
    private volatile Manifests latest = Manifests.NONE;

    /**
     * @param planners a planner that finds what triggers refer to in these manifests
     * @param wanted objects that are to be measured at all
     */
    public ManifestPlans(Function<Manifests, ObjectPlanner> planners, MetricsPlane plane, Predicate<ObjectKey> wanted) {
        this.planners = planners;
        this.plane = plane;
        this.wanted = wanted;
    }

    /**
     * What came of it.
     *
     * @param objects that are measured now
     * @param problems of objects that were not there the last time, each naming its object and file
     */
    public record Applied(int objects, List<String> problems) {

        public Applied {
            problems = List.copyOf(problems);
        }
    }

    /** Measures these objects from now on, and no others. */
    public Applied apply(Manifests manifests) {
        latest = manifests;
        ObjectPlanner planner = planners.apply(manifests);
        Set<ObjectKey> next = new HashSet<>();
        List<String> problems = new ArrayList<>();
        Set<ObjectKey> seen = new HashSet<>();
        for (Manifest manifest : manifests.all(ScaledObject.class)) {
            ScaledObject object = (ScaledObject) manifest.object();
            ObjectKey key = ObjectKey.of(object);
            seen.add(key);
            if (wanted.test(key) && measured(key, object, planner, manifest, problems)) {
                next.add(key);
            }
        }
        measured.stream().filter(key -> !next.contains(key)).forEach(key -> {
            plane.forget(key);
            planner.forget(key);
        });
        looked.stream().filter(key -> !seen.contains(key)).forEach(book::remove);
        looked = seen;
        measured = next;
        manifests
                .all(ScaledJob.class)
                .forEach(
                        job -> problems.add(job + " is ignored: its Jobs would need a cluster, and none is connected"));
        return new Applied(next.size(), onlyNew(problems));
    }

    /** The objects of a kind that were in the latest manifests and may be measured. Any thread may ask. */
    public <T extends HasMetadata> Stream<T> found(Class<T> kind) {
        return latest.all(kind).stream()
                .filter(manifest -> wanted.test(manifest.key()))
                .map(manifest -> kind.cast(manifest.object()));
    }

    /** The same manifests again: what they refer to outside of them has changed. */
    public Applied again() {
        return apply(latest);
    }

    /** While a store has not answered, all is as it was; whoever keeps the answer tells when it is there. */
    private boolean measured(
            ObjectKey key, ScaledObject object, ObjectPlanner planner, Manifest manifest, List<String> problems) {
        try {
            return measure(key, object, planner, manifest, problems);
        } catch (AwaitedException e) {
            return plane.plan(key).isPresent();
        }
    }

    /** What came of planning an object the last time. Any thread may ask. */
    public Optional<Planned<ObjectPlan>> plan(ObjectKey key) {
        return book.find(key);
    }

    /** Whether the object is measured, by this manifest or by an earlier one. */
    private boolean measure(
            ObjectKey key, ScaledObject object, ObjectPlanner planner, Manifest manifest, List<String> problems) {
        Optional<ObjectPlan> current = plane.plan(key);
        List<String> wrong = new ArrayList<>();
        ScaledObjectRules.problems(object).forEach(problem -> wrong.add(problem.toString()));
        Planned<ObjectPlan> planned = object.getSpec() == null ? null : planner.plan(object, current);
        if (planned != null) {
            book.put(key, planned);
            wrong.addAll(planned.problems());
            planned.warnings().forEach(warning -> problems.add(manifest + ": " + warning));
        }
        ObjectPlan plan = planned == null ? null : planned.plan();
        if (wrong.isEmpty() && planned != null && plan != null) {
            ObjectPlan named = plane.named(plan);
            book.put(key, planned.with(named));
            if (named != current.orElse(null)) {
                plane.measure(named, TargetReplicas.UNKNOWN);
            }
            return true;
        }
        if (plan != null && plan != current.orElse(null)) {
            plan.discard();
        }
        problems.add(manifest
                + (current.isPresent() ? " goes on as it was: " : " is left out: ")
                + String.join("; ", wrong));
        return current.isPresent();
    }

    private List<String> onlyNew(List<String> problems) {
        List<String> unsaid =
                problems.stream().filter(problem -> !known.contains(problem)).toList();
        known = Set.copyOf(problems);
        return unsaid;
    }
}
