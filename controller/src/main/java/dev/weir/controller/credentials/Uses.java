package dev.weir.controller.credentials;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who has read what, so that a change of a Secret finds those it concerns by look-up. What is not there counts too: it may
 * come. Any thread may ask; for one user one thread at a time may tell.
 */
public final class Uses {

    private final Map<Ref, Set<User>> users = new ConcurrentHashMap<>();
    private final Map<User, Set<Ref>> refs = new ConcurrentHashMap<>();

    /** Something in the cluster that can be referred to. */
    public record Ref(String kind, String namespace, String name) {}

    /** The user has read these the last time, and nothing else. */
    void are(User user, Set<Ref> now) {
        Set<Ref> before = now.isEmpty() ? refs.remove(user) : refs.put(user, Set.copyOf(now));
        Set<Ref> gone = before == null ? Set.of() : new HashSet<>(before);
        now.forEach(ref -> users.compute(ref, (key, known) -> {
            Set<User> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(user);
            return all;
        }));
        gone.stream()
                .filter(ref -> !now.contains(ref))
                .forEach(ref -> users.computeIfPresent(ref, (key, known) -> {
                    known.remove(user);
                    return known.isEmpty() ? null : known;
                }));
    }

    /** Who has read it the last time. */
    public Stream<User> of(Ref ref) {
        return users.getOrDefault(ref, Set.of()).stream();
    }
}
