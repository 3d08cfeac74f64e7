package dev.weir.controller.controlplane;

import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which ScaledObjects and ScaledJobs use which authentication: found by look-up, however many there are. */
public final class AuthenticationIndex {

    private static final String NAME = "authentication";

    private AuthenticationIndex() {}

    /** Has the watch keep the index; before its start only. */
    public static void keep(Watch<ScaledObject> objects) {
        objects.index(
                NAME, object -> used(object).map(AuthenticationIndex::value).toList());
    }

    /** The objects that name this authentication; one without a namespace is a ClusterTriggerAuthentication. */
    public static Stream<ScaledObject> using(Watch<ScaledObject> objects, ObjectKey authentication) {
        return objects.by(NAME, value(authentication));
    }

    /** The same of ScaledJobs. */
    public static void keepJobs(Watch<ScaledJob> jobs) {
        jobs.index(NAME, job -> used(job).map(AuthenticationIndex::value).toList());
    }

    /** The ScaledJobs that name this authentication. */
    public static Stream<ScaledJob> jobsUsing(Watch<ScaledJob> jobs, ObjectKey authentication) {
        return jobs.by(NAME, value(authentication));
    }

    /** The authentications that a ScaledJob names, whether they exist or not. */
    public static Stream<ObjectKey> used(ScaledJob job) {
        return used(job, job.getSpec() == null ? null : job.getSpec().getTriggers());
    }

    /** The authentications that an object names, whether they exist or not; those without a namespace are cluster-wide. */
    public static Stream<ObjectKey> used(ScaledObject object) {
        return used(object, object.getSpec() == null ? null : object.getSpec().getTriggers());
    }

    private static Stream<ObjectKey> used(HasMetadata object, @Nullable List<ScaleTrigger> triggers) {
        return triggers == null
                ? Stream.empty()
                : triggers.stream()
                        .map(ScaleTrigger::getAuthenticationRef)
                        .filter(Objects::nonNull)
                        .map(ref -> key(object, ref))
                        .distinct();
    }

    private static ObjectKey key(HasMetadata object, AuthenticationRef ref) {
        boolean clusterWide = "ClusterTriggerAuthentication".equals(ref.getKind());
        return new ObjectKey(
                clusterWide ? "" : object.getMetadata().getNamespace(), Objects.requireNonNullElse(ref.getName(), ""));
    }

    private static String value(ObjectKey authentication) {
        return authentication.namespace() + "/" + authentication.name();
    }
}
