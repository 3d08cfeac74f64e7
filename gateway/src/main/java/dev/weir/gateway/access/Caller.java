package dev.weir.gateway.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who asks.
 *
 * @param user the name
 * @param uid unique over time, or empty
 * @param groups that the user is in
 * @param extra what else the authenticator knows, by lower-case key
 */
public record Caller(String user, String uid, List<String> groups, Map<String, List<String>> extra) {

    private static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";

    /** Nobody in particular, as the API server calls whoever shows nothing. */
    public static final Caller ANONYMOUS = new Caller("system:anonymous", "", List.of(UNAUTHENTICATED), Map.of());

    public Caller {
        groups = List.copyOf(groups);
        extra = extra.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, of -> List.copyOf(of.getValue())));
    }

    /** The same, in the group of all who have shown who they are; who is in that group or the opposite one stays so. */
    Caller authenticated() {
        if (user.equals(ANONYMOUS.user()) || groups.contains(AUTHENTICATED) || groups.contains(UNAUTHENTICATED)) {
            return this;
        }
        List<String> more = new ArrayList<>(groups);
        more.add(AUTHENTICATED);
        return new Caller(user, uid, more, extra);
    }

    /** Whether somebody may do everything whatever the rules are. */
    boolean master() {
        return groups.contains("system:masters");
    }
}
