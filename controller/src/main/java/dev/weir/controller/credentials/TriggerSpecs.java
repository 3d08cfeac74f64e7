package dev.weir.controller.credentials;

import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resolves what the triggers of an object refer to. Calls block. */
public final class TriggerSpecs {

    private static final String OWN = "TriggerAuthentication";
    private static final String CLUSTER_WIDE = "ClusterTriggerAuthentication";

    private final References references;
    private final CredentialSettings settings;
    private final TokenRequests tokens;

    /** Where nothing is set and there is no cluster. */
    public TriggerSpecs(References references, String clusterObjectNamespace) {
        this(references, CredentialSettings.of(clusterObjectNamespace), TokenRequests.NONE);
    }

    /** @param tokens where tokens of ServiceAccounts come from */
    public TriggerSpecs(References references, CredentialSettings settings, TokenRequests tokens) {
        this.references = references;
        this.settings = settings;
        this.tokens = tokens;
    }

    /**
     * The owner of triggers.
     *
     * @param kind ScaledObject or ScaledJob
     * @param envContainer the container whose environment feeds {@code …FromEnv}; null for the first
     * @param composite whether scalingModifiers are in use
     * @param pods the template of its pods if it holds that itself, as a ScaledJob does; null if its target does
     */
    public record Owner(
            String kind,
            String namespace,
            String name,
            TargetReference target,
            @Nullable String envContainer,
            boolean composite,
            @Nullable PodSpec pods) {

        /** An owner whose pods are its target's. */
        public Owner(
                String kind,
                String namespace,
                String name,
                TargetReference target,
                @Nullable String envContainer,
                boolean composite) {
            this(kind, namespace, name, target, envContainer, composite, null);
        }

        User user() {
            return new User(kind, new ObjectKey(namespace, name));
        }
    }

    /** Begins to resolve the triggers of an object. */
    public Session begin(Owner owner) {
        return new Session(owner);
    }

    /** The object's credentials may be wrong, since they are refused: stores are asked again. */
    public void doubt(String kind, ObjectKey key) {
        references.doubt(new User(kind, key));
    }

    /** The object needs nothing any more. */
    public void forget(String kind, ObjectKey key) {
        references.uses(new User(kind, key), Set.of(), Set.of());
    }

    /** The triggers of one object, one after the other. */
    public final class Session {
        private final Owner owner;
        private final NotedReferences noted = new NotedReferences(references);

        private Session(Owner owner) {
            this.owner = owner;
        }

        /**
         * One trigger with its credentials and environment.
         *
         * @throws InvalidTriggerException if a credential source cannot be used
         * @throws MissingReferenceException if something that must exist does not
         * @throws AwaitedException if a store has not answered yet
         */
        public ResolvedTrigger resolve(int index, ScaleTrigger trigger) {
            return TriggerSpecs.this.resolve(noted, owner, index, trigger);
        }

        /** All have been resolved: of what they refer to, changes are told. */
        public void end() {
            noted.tell(owner.user());
        }
    }

    /** The same of one trigger alone, where nobody needs to be told of changes. */
    public ResolvedTrigger resolve(Owner owner, int index, ScaleTrigger trigger) {
        return resolve(references, owner, index, trigger);
    }

    private ResolvedTrigger resolve(References read, Owner owner, int index, ScaleTrigger trigger) {
        Map<String, String> metadata = trigger.getMetadata() == null ? Map.of() : trigger.getMetadata();
        Supplier<Optional<PodSpec>> pods = once(() -> pods(read, owner));
        Map<String, String> env =
                namesVariables(metadata) ? environment(read, owner, pods.get(), owner.envContainer(), true) : Map.of();
        ResolvedAuthentication auth = auth(
                read,
                owner,
                owner.user(),
                "trigger " + index + " (" + trigger.getType() + ")",
                trigger.getAuthenticationRef(),
                pods);
        TriggerSpec spec = new TriggerSpec(
                owner.kind(),
                owner.namespace(),
                owner.name(),
                index,
                trigger.getName(),
                Objects.requireNonNullElse(trigger.getType(), ""),
                metadata,
                auth.parameters(),
                env,
                auth.identity(),
                trigger.getMetricType(),
                owner.composite());
        return new ResolvedTrigger(spec, auth.notes());
    }

    private static Optional<PodSpec> pods(References read, Owner owner) {
        return owner.pods() == null ? read.podTemplate(owner.namespace(), owner.target()) : Optional.of(owner.pods());
    }

    /**
     * What an authentication gives to an object that has no pods: there is no container whose environment could be read.
     *
     * @param namespace of the object, empty if it has none
     * @throws InvalidTriggerException if a credential source cannot be used
     * @throws AwaitedException if a store has not answered yet
     */
    public ResolvedAuthentication resolve(String kind, String namespace, String name, AuthenticationRef ref) {
        String from = namespace.isEmpty() ? settings.clusterObjectNamespace() : namespace;
        Owner owner = new Owner(kind, from, name, new TargetReference("", "", ""), null, false);
        NotedReferences noted = new NotedReferences(references);
        User user = new User(kind, new ObjectKey(namespace, name));
        try {
            return auth(noted, owner, user, kind, ref, Optional::empty);
        } finally {
            noted.tell(user);
        }
    }

    private ResolvedAuthentication auth(
            References read,
            Owner owner,
            User user,
            String trigger,
            @Nullable AuthenticationRef ref,
            Supplier<Optional<PodSpec>> pods) {
        if (ref == null || ref.getName() == null) {
            return ResolvedAuthentication.NONE;
        }
        String kind = ref.getKind() == null || ref.getKind().isEmpty() ? OWN : ref.getKind();
        if (!kind.equals(OWN) && !kind.equals(CLUSTER_WIDE)) {
            throw new InvalidTriggerException(List.of(trigger + ": authenticationRef.kind is \"" + kind
                    + "\", but must be " + OWN + " or " + CLUSTER_WIDE));
        }
        boolean clusterWide = kind.equals(CLUSTER_WIDE);
        String label = kind + " " + (clusterWide ? "" : owner.namespace() + "/") + ref.getName();
        Optional<TriggerAuthenticationSpec> found = clusterWide
                ? read.clusterTriggerAuthentication(ref.getName())
                : read.triggerAuthentication(owner.namespace(), ref.getName());
        if (found.isEmpty()) {
            return new ResolvedAuthentication(Map.of(), PodIdentity.NONE, List.of(label + " does not exist"));
        }
        Gathered gathered = new Gathered(read, user, label);
        WorkloadIdentity workload = new WorkloadIdentity(read, gathered, owner.namespace(), pods);
        parameters(read, owner, gathered, workload, clusterWide, pods).read(found.get(), clusterWide);
        PodIdentity identity = workload.identity("podIdentity", found.get().getPodIdentity());
        String role = identity.settings().getOrDefault("roleArn", "");
        if (!role.isEmpty()) {
            gathered.put("awsRoleArn", role);
        }
        if (!gathered.problems().isEmpty()) {
            throw new InvalidTriggerException(gathered.problems());
        }
        if (!gathered.awaited().isEmpty()) {
            throw new AwaitedException(trigger + ": " + String.join("; ", gathered.awaited()));
        }
        return new ResolvedAuthentication(gathered.values(), identity, gathered.notes());
    }

    private AuthParameters parameters(
            References read,
            Owner owner,
            Gathered gathered,
            WorkloadIdentity workload,
            boolean clusterWide,
            Supplier<Optional<PodSpec>> pods) {
        String namespace = clusterWide ? settings.clusterObjectNamespace() : owner.namespace();
        SecretEntries entries = new SecretEntries(
                read, gathered, settings.restricted() ? settings.clusterObjectNamespace() : namespace, namespace);
        return new AuthParameters(
                gathered,
                entries,
                new VaultParameters(gathered, settings, tokens, owner.namespace()),
                new CloudParameters(gathered, entries, workload, settings),
                settings,
                tokens,
                container -> environment(read, owner, pods.get(), container, false));
    }

    /**
     * @param strict whether a container or a reference that does not exist is an error; otherwise there are no variables
     */
    private Map<String, String> environment(
            References read, Owner owner, Optional<PodSpec> pods, @Nullable String container, boolean strict) {
        if (pods.isEmpty()) {
            return Map.of();
        }
        Optional<Container> chosen = ContainerEnvironment.choose(pods.get().getContainers(), container);
        if (chosen.isEmpty()) {
            if (strict && container != null && !container.isEmpty()) {
                throw new MissingReferenceException(
                        "container \"" + container + "\" named by envSourceContainerName is not in "
                                + owner.target().kind() + " " + owner.namespace() + "/"
                                + owner.target().name());
            }
            return Map.of();
        }
        try {
            return ContainerEnvironment.of(chosen.get(), owner.namespace(), read, secretsOf(owner));
        } catch (MissingReferenceException e) {
            if (strict) {
                throw e;
            }
            return Map.of();
        }
    }

    /** Whether the trigger itself, or an authentication that it names, may read the environment of the target's containers. */
    public static boolean mayReadEnvironment(ScaleTrigger trigger) {
        return trigger.getAuthenticationRef() != null
                || trigger.getMetadata() != null && namesVariables(trigger.getMetadata());
    }

    private static boolean namesVariables(Map<String, String> metadata) {
        return metadata.keySet().stream().anyMatch(key -> key.contains("FromEnv"));
    }

    /** Whether a problem is with the identity of the target's pods. */
    public static boolean isOfTarget(String problem) {
        return problem.contains(WorkloadIdentity.OF_TARGET);
    }

    /** Whether the containers of this object's target may give Secrets away. */
    private boolean secretsOf(Owner owner) {
        return !settings.restricted() || owner.namespace().equals(settings.clusterObjectNamespace());
    }

    private static <T> Supplier<T> once(Supplier<T> read) {
        List<T> held = new ArrayList<>(1);
        return () -> {
            if (held.isEmpty()) {
                held.add(read.get());
            }
            return held.get(0);
        };
    }
}
