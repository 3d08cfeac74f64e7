package dev.weir.controller.credentials;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a container as far as it can be known without running it: {@code envFrom} first, then {@code env} in
 * order, with {@code $(NAME)} expanded. Follows KEDA, which differs from the kubelet in details: fields of the pod are
 * skipped, a missing key of a Secret or ConfigMap reads as an empty string.
 */
final class ContainerEnvironment {

    /** KEDA takes a dollar sign with fewer than three characters after it literally. */
    private static final int FEWEST_TO_EXPAND = 3;

    private final References references;
    private final String namespace;
    private final boolean secrets;
    private final Map<String, String> variables = new HashMap<>();

    private ContainerEnvironment(References references, String namespace, boolean secrets) {
        this.references = references;
        this.namespace = namespace;
        this.secrets = secrets;
    }

    /**
     * Reads the variables of a container.
     *
     * @param secrets whether Secrets may be read; variables that come from one are left out otherwise, as by KEDA
     * @throws MissingReferenceException if a Secret or ConfigMap that is not optional does not exist
     */
    static Map<String, String> of(Container container, String namespace, References references, boolean secrets) {
        ContainerEnvironment environment = new ContainerEnvironment(references, namespace, secrets);
        container.getEnvFrom().forEach(environment::readAll);
        container.getEnv().forEach(environment::read);
        return environment.variables;
    }

    private void readAll(EnvFromSource from) {
        String prefix = from.getPrefix() == null ? "" : from.getPrefix();
        if (from.getConfigMapRef() != null) {
            var ref = from.getConfigMapRef();
            entries("ConfigMap", ref.getName(), ref.getOptional(), references::configMap)
                    .ifPresent(found -> found.forEach((key, value) -> variables.put(prefix + key, value)));
        }
        if (from.getSecretRef() != null && secrets) {
            var ref = from.getSecretRef();
            entries("Secret", ref.getName(), ref.getOptional(), references::secret)
                    .ifPresent(found -> found.forEach((key, value) -> variables.put(prefix + key, value)));
        }
    }

    private void read(EnvVar variable) {
        String value = variable.getValue();
        if (value != null && !value.isEmpty()) {
            variables.put(variable.getName(), expand(value));
        } else if (variable.getValueFrom() == null) {
            variables.put(variable.getName(), "");
        } else {
            read(variable.getName(), variable.getValueFrom());
        }
    }

    private void read(String name, EnvVarSource source) {
        if (source.getSecretKeyRef() != null && !secrets) {
            return;
        }
        if (source.getSecretKeyRef() != null) {
            var ref = source.getSecretKeyRef();
            entries("Secret", ref.getName(), ref.getOptional(), references::secret)
                    .ifPresent(found -> variables.put(name, found.getOrDefault(ref.getKey(), "")));
        } else if (source.getConfigMapKeyRef() != null) {
            var ref = source.getConfigMapKeyRef();
            entries("ConfigMap", ref.getName(), ref.getOptional(), references::configMap)
                    .ifPresent(found -> variables.put(name, found.getOrDefault(ref.getKey(), "")));
        }
    }

    private Optional<Map<String, String>> entries(
            String kind,
            String name,
            @Nullable Boolean optional,
            BiFunction<String, String, Optional<Map<String, String>>> read) {
        Optional<Map<String, String>> found = read.apply(namespace, name);
        if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new MissingReferenceException(kind + " " + namespace + "/" + name
                    + ", which the container's environment refers to, does not exist");
        }
        return found;
    }

    /** {@code $(NAME)} by what is known already, {@code $$} to {@code $}; unknown names stay as they are written. */
    private String expand(String text) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int close = c == '$' && text.startsWith("$(", at) ? text.indexOf(')', at) : -1;
            if (c != '$' || text.length() - at <= FEWEST_TO_EXPAND) {
                expanded.append(c);
                at++;
            } else if (text.startsWith("$$", at)) {
                expanded.append('$');
                at += 2;
            } else if (close > 0) {
                String name = text.substring(at + 2, close);
                expanded.append(variables.getOrDefault(name, "$(" + name + ")"));
                at = close + 1;
            } else {
                expanded.append(c);
                at++;
            }
        }
        return expanded.toString();
    }

    /** Containers of a pod by name; null means the first, as for KEDA. */
    static Optional<Container> choose(List<Container> containers, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return containers.stream().findFirst();
        }
        return containers.stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst();
    }
}
