package dev.weir.controller.explain;

import dev.weir.cache.MetricCache;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.explain.Explanation.View;
import dev.weir.controller.journal.Journal;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.MetricsPlane;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Explains objects. May be asked from any thread but an event loop. */
public final class Explainer {

    private final Known known;
    private final MetricsPlane plane;
    private final JobPlane rounds;
    private final MetricCache cache;
    private final Journal objects;
    private final Journal jobs;
    private final InstantSource clock;
    private final String version;

    /**
     * Over what one process knows.
     *
     * @param objects the changes of ScaledObjects
     * @param jobs those of ScaledJobs
     */
    public Explainer(
            Known known,
            MetricsPlane plane,
            JobPlane rounds,
            MetricCache cache,
            Journal objects,
            Journal jobs,
            InstantSource clock,
            String version) {
        this.known = known;
        this.plane = plane;
        this.rounds = rounds;
        this.cache = cache;
        this.objects = objects;
        this.jobs = jobs;
        this.clock = clock;
        this.version = version;
    }

    public Explained scaledObject(ObjectKey key) {
        Optional<ScaledObject> object = known.object(key);
        if (object.isEmpty()) {
            return new Explained.Absent(absent("ScaledObject", key));
        }
        if (object.get().getSpec() == null) {
            return new Explained.Absent("ScaledObject " + key + " has no spec, so there is nothing to explain");
        }
        Instant now = clock.instant();
        Parts parts = new Parts(sharing(), cache, now);
        return new Explained.Found(
                new ObjectStory(object.get(), known, plane, parts, view(now, objects), objects.of(key)).tell());
    }

    public Explained scaledJob(ObjectKey key) {
        Optional<ScaledJob> job = known.job(key);
        if (job.isEmpty()) {
            return new Explained.Absent(absent("ScaledJob", key));
        }
        Instant now = clock.instant();
        Parts parts = new Parts(sharing(), cache, now);
        return new Explained.Found(new JobStory(job.get(), known, rounds, parts, view(now, jobs), jobs.of(key)).tell());
    }

    private Sharing sharing() {
        return new Sharing(plane, rounds);
    }

    private View view(Instant now, Journal journal) {
        return new View(now, journal.since(), known.cluster(), known.leading(), version);
    }

    private String absent(String kind, ObjectKey key) {
        List<ObjectKey> ofObjects = known.objects().map(ObjectKey::of).toList();
        List<ObjectKey> ofJobs = known.jobs().map(ObjectKey::of).toList();
        boolean isObject = kind.equals("ScaledObject");
        return isObject
                ? Names.absent(kind, key, ofObjects, "ScaledJob", ofJobs)
                : Names.absent(kind, key, ofJobs, "ScaledObject", ofObjects);
    }
}
