package dev.weir.gateway.access;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lists of texts in the ConfigMap of the cluster, each as JSON.
 *
 * @param data of the ConfigMap
 */
record PublishedLists(Map<String, String> data) {

    /** Empty if one of all lists is none: half of it is not to be believed. */
    Optional<IdentityHeaders> headers() {
        try {
            list("requestheader-allowed-names");
            return Optional.of(new IdentityHeaders(
                    list("requestheader-username-headers"),
                    list("requestheader-uid-headers"),
                    list("requestheader-group-headers"),
                    list("requestheader-extra-headers-prefix")));
        } catch (DecodeException | ClassCastException noList) {
            return Optional.empty();
        }
    }

    /** Of proxies; to be asked for where there are {@link #headers}. */
    Set<String> names() {
        return Set.copyOf(list("requestheader-allowed-names"));
    }

    private List<String> list(String key) {
        String text = data.getOrDefault(key, "");
        return text.isBlank()
                ? List.of()
                : new JsonArray(text)
                        .stream()
                                .map(String.class::cast)
                                .filter(item -> !item.isBlank())
                                .toList();
    }
}
