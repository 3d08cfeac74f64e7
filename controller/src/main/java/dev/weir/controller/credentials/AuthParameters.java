package dev.weir.controller.credentials;

import dev.weir.controller.api.EnvParameter;
import dev.weir.controller.api.KeyedParameter;
import dev.weir.controller.api.OAuth2;
import dev.weir.controller.api.SecretKeyRef;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.scalers.spi.TriggerSentence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that one TriggerAuthentication gives, in KEDA's order: env, ConfigMaps, Secrets, OAuth 2; a later source
 * overwrites an earlier one. What does not exist reads as an empty string and is noted.
 */
final class AuthParameters {

    private final References references;
    private final String label;
    private final String namespace;
    private final Function<@Nullable String, Map<String, String>> environment;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> unsupported = new ArrayList<>();

    /**
     * @param label of the authentication, for notes
     * @param namespace that Secrets and ConfigMaps are read from
     * @param environment of a container of the target by its name, null for the first one
     */
    AuthParameters(
            References references,
            String label,
            String namespace,
            Function<@Nullable String, Map<String, String>> environment) {
        this.references = references;
        this.label = label;
        this.namespace = namespace;
        this.environment = environment;
    }

    AuthParameters read(TriggerAuthenticationSpec spec) {
        notYet(spec).forEach(field -> unsupported.add(label + ": " + field + " is " + TriggerSentence.NOT_YET));
        each(spec.getEnv(), this::readEnvironment);
        each(spec.getConfigMapTargetRef(), ref -> readKeyed("ConfigMap", ref, references::configMap));
        each(spec.getSecretTargetRef(), ref -> readKeyed("Secret", ref, references::secret));
        if (spec.getOauth2() != null) {
            readOAuth(spec.getOauth2());
        }
        return this;
    }

    Map<String, String> values() {
        return values;
    }

    List<String> notes() {
        return notes;
    }

    /** Names of the fields that are given and that Weir does not read yet. */
    static List<String> notYet(TriggerAuthenticationSpec spec) {
        Map<String, Optional<?>> sources = new LinkedHashMap<>();
        sources.put("filePath", Optional.ofNullable(spec.getFilePath()));
        sources.put("hashiCorpVault", Optional.ofNullable(spec.getHashiCorpVault()));
        sources.put("azureKeyVault", Optional.ofNullable(spec.getAzureKeyVault()));
        sources.put("gcpSecretManager", Optional.ofNullable(spec.getGcpSecretManager()));
        sources.put("awsSecretManager", Optional.ofNullable(spec.getAwsSecretManager()));
        sources.put("boundServiceAccountToken", Optional.ofNullable(spec.getBoundServiceAccountToken()));
        return sources.entrySet().stream()
                .filter(source -> source.getValue().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Sources that are given but that Weir does not read yet: the trigger cannot be made. */
    List<String> unsupported() {
        return unsupported;
    }

    private void readEnvironment(EnvParameter parameter) {
        String variable = Objects.requireNonNullElse(parameter.getName(), "");
        String value = environment.apply(parameter.getContainerName()).get(variable);
        if (value == null) {
            notes.add(label + ": environment variable " + variable + " is not set in the target's container");
        }
        put(parameter.getParameter(), value);
    }

    private void readKeyed(
            String kind, KeyedParameter parameter, BiFunction<String, String, Optional<Map<String, String>>> read) {
        put(parameter.getParameter(), entry(kind, parameter.getName(), parameter.getKey(), read));
    }

    private @Nullable String entry(
            String kind,
            @Nullable String name,
            @Nullable String key,
            BiFunction<String, String, Optional<Map<String, String>>> read) {
        String object = Objects.requireNonNullElse(name, "");
        Optional<Map<String, String>> entries = read.apply(namespace, object);
        if (entries.isEmpty()) {
            notes.add(label + ": " + kind + " " + namespace + "/" + object + " does not exist");
            return null;
        }
        String value = entries.get().get(Objects.requireNonNullElse(key, ""));
        if (value == null) {
            notes.add(label + ": " + kind + " " + namespace + "/" + object + " has no key " + key);
        }
        return value;
    }

    private void readOAuth(OAuth2 oauth) {
        put("oauthTokenURI", oauth.getTokenUrl());
        put("clientID", oauth.getClientId());
        SecretKeyRef ref =
                oauth.getClientSecret() == null || oauth.getClientSecret().getValueFrom() == null
                        ? null
                        : oauth.getClientSecret().getValueFrom().getSecretKeyRef();
        if (ref != null) {
            put("clientSecret", entry("Secret", ref.getName(), ref.getKey(), references::secret));
        }
        if (oauth.getScopes() != null) {
            put("scopes", String.join(",", oauth.getScopes()));
        }
        if (oauth.getTokenUrlParams() != null) {
            put(
                    "endpointParams",
                    new TreeMap<>(oauth.getTokenUrlParams())
                            .entrySet().stream()
                                    .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                    .collect(Collectors.joining("&")));
        }
    }

    private void put(@Nullable String parameter, @Nullable String value) {
        if (parameter != null) {
            values.put(parameter, value == null ? "" : value);
        }
    }

    private static <T> void each(@Nullable List<T> list, java.util.function.Consumer<T> action) {
        if (list != null) {
            list.forEach(action);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
