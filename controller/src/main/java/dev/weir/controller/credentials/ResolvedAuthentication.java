package dev.weir.controller.credentials;

import dev.weir.scalers.spi.PodIdentity;
import java.util.List;
import java.util.Map;

/**
 * What an authentication gives.
 *
 * @param parameters by name; secret
 * @param notes about what it refers to and is not there
 */
public record ResolvedAuthentication(Map<String, String> parameters, PodIdentity identity, List<String> notes) {

    static final ResolvedAuthentication NONE = new ResolvedAuthentication(Map.of(), PodIdentity.NONE, List.of());

    public ResolvedAuthentication {
        parameters = Map.copyOf(parameters);
        notes = List.copyOf(notes);
    }

    /** Shows no parameter. */
    @Override
    public String toString() {
        return "ResolvedAuthentication[parameters=" + parameters.keySet() + ", notes=" + notes + "]";
    }
}
