package dev.weir.gateway.access;

import java.util.List;
import java.util.Map;

/**
 * Who asks.
 *
 * @param user the name
 * @param uid unique over time, or empty
 * @param groups that the user is in
 * @param extra what else the authenticator knows, by lower-case key
 */
public record Caller(String user, String uid, List<String> groups, Map<String, List<String>> extra) {

    /** Nobody in particular, as the API server calls whoever shows nothing. */
    public static final Caller ANONYMOUS =
            new Caller("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

    public Caller {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }
}
