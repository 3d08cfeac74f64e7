package dev.weir.controller.kube;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The namespaces that are watched.
 *
 * @param names empty for all of them
 */
public record Namespaces(Set<String> names) {

    public static final Namespaces ALL = new Namespaces(Set.of());

    public Namespaces {
        names = Set.copyOf(names);
    }

    /** A comma list as in KEDA's WATCH_NAMESPACE; blank, or two quotes that a shell has left standing, means all. */
    public static Namespaces parse(String list) {
        return new Namespaces(Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty() && !name.equals("\"\""))
                .collect(Collectors.toSet()));
    }

    public boolean all() {
        return names.isEmpty();
    }
}
