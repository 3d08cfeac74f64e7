package dev.weir.gateway.passthrough;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A resource of {@code external.metrics.k8s.io/v1beta1} as discovery lists it.
 *
 * @param name in the plural, as in a path
 * @param singular name, often empty
 * @param namespaced whether it lives in namespaces
 * @param kind of what is answered
 * @param verbs that are allowed
 */
public record Resource(String name, String singular, boolean namespaced, String kind, List<String> verbs) {

    private static final int MAX_CHARACTERS = 1_024;

    public Resource {
        verbs = List.copyOf(verbs);
    }

    /** One that an adapter lists; empty if it is none. */
    static Optional<Resource> of(Object listed) {
        if (!(listed instanceof JsonObject json)
                || !(json.getValue("name") instanceof String name)
                || !(json.getValue("kind") instanceof String kind)
                || !(json.getValue("verbs") instanceof JsonArray verbs)
                || name.isEmpty()
                || name.length() > MAX_CHARACTERS
                || kind.length() > MAX_CHARACTERS
                || verbs.size() > 16) {
            return Optional.empty();
        }
        return Optional.of(new Resource(
                name,
                json.getValue("singularName") instanceof String singular ? singular : "",
                Boolean.TRUE.equals(json.getValue("namespaced")),
                kind,
                verbs.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()));
    }
}
