package dev.weir.controller.credentials;

import dev.weir.controller.api.SecretKeyRef;
import dev.weir.controller.api.SecretValue;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads single entries of Secrets and ConfigMaps; what is not there is noted.
 *
 * @param secrets the namespace that Secrets are read from
 * @param namespace that ConfigMaps are read from
 */
record SecretEntries(References references, Gathered gathered, String secrets, String namespace) {

    @Nullable
    String secret(@Nullable String name, @Nullable String key) {
        return entry("Secret", secrets, name, key, references::secret);
    }

    @Nullable
    String configMap(@Nullable String name, @Nullable String key) {
        return entry("ConfigMap", namespace, name, key, references::configMap);
    }

    /** The value that stands in a Secret; empty if it is not there. */
    String secret(@Nullable SecretValue value) {
        SecretKeyRef ref = value == null || value.getValueFrom() == null
                ? null
                : value.getValueFrom().getSecretKeyRef();
        return ref == null ? "" : Objects.requireNonNullElse(secret(ref.getName(), ref.getKey()), "");
    }

    private @Nullable String entry(
            String kind,
            String from,
            @Nullable String name,
            @Nullable String key,
            BiFunction<String, String, Optional<Map<String, String>>> read) {
        String object = Objects.requireNonNullElse(name, "");
        Optional<Map<String, String>> entries = read.apply(from, object);
        if (entries.isEmpty()) {
            gathered.note(kind + " " + from + "/" + object + " does not exist");
            return null;
        }
        String value = entries.get().get(Objects.requireNonNullElse(key, ""));
        if (value == null) {
            gathered.note(kind + " " + from + "/" + object + " has no key " + key);
        }
        return value;
    }
}
