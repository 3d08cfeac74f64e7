package dev.weir.controller.cloudevents;

import dev.weir.controller.admission.CloudEventSourceRules;
import dev.weir.controller.admission.Problem;
import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.CloudEventDestination;
import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventType;
import dev.weir.controller.api.EventSubscription;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.credentials.MissingReferenceException;
import dev.weir.controller.credentials.ResolvedAuthentication;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.UnreadableReferenceException;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.PodIdentity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From CloudEventSources, with what they refer to, to {@link EventSource}s. Calls block. */
public final class EventSources {

    private static final String KEY = "accessKey";

    private final TriggerSpecs credentials;
    private final String clusterName;

    /** @param clusterName of sources that name none */
    public EventSources(TriggerSpecs credentials, String clusterName) {
        this.credentials = credentials;
        this.clusterName = clusterName;
    }

    /**
     * What came of reading a manifest.
     *
     * @param source null if there are problems
     */
    public record Read(@Nullable EventSource source, List<String> problems) {}

    /** A source that is gone needs no credentials. */
    public void forget(ObjectKey key) {
        credentials.forget(key.namespace().isEmpty() ? "ClusterCloudEventSource" : "CloudEventSource", key);
    }

    /** @throws AwaitedException if a store of credentials has not answered yet */
    public Read read(HasMetadata object, @Nullable CloudEventSourceSpec spec) {
        List<String> problems = new ArrayList<>();
        CloudEventSourceRules.problems(spec).stream().map(Problem::toString).forEach(problems::add);
        if (spec == null || !problems.isEmpty()) {
            return new Read(null, problems);
        }
        Destination destination = destination(object, spec, problems);
        if (destination == null) {
            return new Read(null, problems);
        }
        String cluster = Objects.requireNonNullElse(spec.getClusterName(), "");
        return new Read(
                new EventSource(
                        ObjectKey.of(object),
                        cluster.isEmpty() ? clusterName : cluster,
                        types(spec.getEventSubscription()),
                        destination),
                List.of());
    }

    private static Set<CloudEventType> types(@Nullable EventSubscription subscription) {
        if (subscription == null) {
            return EnumSet.allOf(CloudEventType.class);
        }
        Set<CloudEventType> included = types(subscription.getIncludedEventTypes());
        return included.isEmpty() ? EnumSet.complementOf(types(subscription.getExcludedEventTypes())) : included;
    }

    private static EnumSet<CloudEventType> types(@Nullable List<String> values) {
        EnumSet<CloudEventType> types = EnumSet.noneOf(CloudEventType.class);
        if (values != null) {
            values.forEach(value -> CloudEventType.of(value).ifPresent(types::add));
        }
        return types;
    }

    private @Nullable Destination destination(HasMetadata object, CloudEventSourceSpec spec, List<String> problems) {
        CloudEventDestination given = Objects.requireNonNull(spec.getDestination());
        if (given.getHttp() != null) {
            return new HttpDestination(Objects.requireNonNull(given.getHttp().getUri()));
        }
        String endpoint = Objects.requireNonNull(
                Objects.requireNonNull(given.getAzureEventGridTopic()).getEndpoint());
        String key = key(object, spec.getAuthenticationRef(), problems);
        return key == null ? null : new EventGridTopic(endpoint, key);
    }

    private @Nullable String key(HasMetadata object, @Nullable AuthenticationRef ref, List<String> problems) {
        if (ref == null || ref.getName() == null || ref.getName().isEmpty()) {
            problems.add(
                    "spec.authenticationRef: is missing; azureEventGridTopic needs an authentication that gives the"
                            + " parameter " + KEY);
            return null;
        }
        try {
            ResolvedAuthentication given = credentials.resolve(
                    object.getKind(), namespace(object), object.getMetadata().getName(), ref);
            String key = given.parameters().getOrDefault(KEY, "");
            if (!key.isEmpty()) {
                return key;
            }
            problems.addAll(given.notes());
            problems.add("spec.authenticationRef: " + without(ref, given.identity()));
        } catch (InvalidTriggerException | MissingReferenceException | UnreadableReferenceException e) {
            problems.add("spec.authenticationRef: " + e.getMessage());
        }
        return null;
    }

    private static String without(AuthenticationRef ref, PodIdentity identity) {
        return identity.equals(PodIdentity.NONE)
                ? "\"" + ref.getName() + "\" gives no parameter " + KEY
                : "\"" + ref.getName() + "\" gives the pod identity " + identity.provider()
                        + ", which Weir does not use for Event Grid yet; accepted is the parameter " + KEY;
    }

    private static String namespace(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "");
    }
}
