package dev.weir.controller.credentials;

import dev.weir.controller.api.AuthenticationRef;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSentence;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves what the triggers of an object refer to. Calls block. */
public final class TriggerSpecs {

    private static final String OWN = "TriggerAuthentication";
    private static final String CLUSTER_WIDE = "ClusterTriggerAuthentication";

    private final References references;
    private final String clusterObjectNamespace;

    /**
     * @param clusterObjectNamespace where Secrets and ConfigMaps of ClusterTriggerAuthentications are read
     */
    public TriggerSpecs(References references, String clusterObjectNamespace) {
        this.references = references;
        this.clusterObjectNamespace = clusterObjectNamespace;
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
    }

    /**
     * One trigger with its credentials and environment.
     *
     * @throws InvalidTriggerException if a credential source is not supported
     * @throws MissingReferenceException if something that must exist does not
     */
    public ResolvedTrigger resolve(Owner owner, int index, ScaleTrigger trigger) {
        Map<String, String> metadata = trigger.getMetadata() == null ? Map.of() : trigger.getMetadata();
        Supplier<Optional<PodSpec>> pods = once(() -> pods(owner));
        Map<String, String> env = metadata.keySet().stream().anyMatch(key -> key.contains("FromEnv"))
                ? environment(owner, pods.get(), owner.envContainer(), true)
                : Map.of();
        ResolvedAuthentication auth =
                auth(owner, "trigger " + index + " (" + trigger.getType() + ")", trigger.getAuthenticationRef(), pods);
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

    private Optional<PodSpec> pods(Owner owner) {
        return owner.pods() == null
                ? references.podTemplate(owner.namespace(), owner.target())
                : Optional.of(owner.pods());
    }

    /**
     * What an authentication gives to an object that has no pods: there is no container whose environment could be read.
     *
     * @param namespace of the object, empty if it has none
     * @throws InvalidTriggerException if a credential source is not supported
     */
    public ResolvedAuthentication resolve(String kind, String namespace, String name, AuthenticationRef ref) {
        String from = namespace.isEmpty() ? clusterObjectNamespace : namespace;
        Owner owner = new Owner(kind, from, name, new TargetReference("", "", ""), null, false);
        return auth(owner, kind, ref, Optional::empty);
    }

    /** Fields of an authentication that KEDA reads and Weir does not read yet, each with a sentence. */
    public static Map<String, String> notYet(TriggerAuthenticationSpec spec) {
        Map<String, String> sentences = new TreeMap<>();
        AuthParameters.notYet(spec).forEach(field -> sentences.put(field, "is " + TriggerSentence.NOT_YET));
        new PodIdentities("", spec.getPodIdentity())
                .problems().stream()
                        .filter(problem -> problem.contains(TriggerSentence.NOT_YET))
                        .forEach(problem -> sentences.put("podIdentity", problem.substring(": podIdentity.".length())));
        return sentences;
    }

    private ResolvedAuthentication auth(
            Owner owner, String trigger, @Nullable AuthenticationRef ref, Supplier<Optional<PodSpec>> pods) {
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
                ? references.clusterTriggerAuthentication(ref.getName())
                : references.triggerAuthentication(owner.namespace(), ref.getName());
        if (found.isEmpty()) {
            return new ResolvedAuthentication(Map.of(), PodIdentity.NONE, List.of(label + " does not exist"));
        }
        AuthParameters parameters = new AuthParameters(
                        references,
                        label,
                        clusterWide ? clusterObjectNamespace : owner.namespace(),
                        container -> environment(owner, pods.get(), container, false))
                .read(found.get());
        PodIdentities identities = new PodIdentities(label, found.get().getPodIdentity());
        List<String> problems = Stream.concat(parameters.unsupported().stream(), identities.problems().stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidTriggerException(problems);
        }
        return new ResolvedAuthentication(parameters.values(), identities.identity(), parameters.notes());
    }

    /**
     * @param strict whether a container or a reference that does not exist is an error; otherwise there are no variables
     */
    private Map<String, String> environment(
            Owner owner, Optional<PodSpec> pods, @Nullable String container, boolean strict) {
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
            return ContainerEnvironment.of(chosen.get(), owner.namespace(), references);
        } catch (MissingReferenceException e) {
            if (strict) {
                throw e;
            }
            return Map.of();
        }
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
