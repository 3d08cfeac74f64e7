package dev.weir.gateway.top;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What part of everything is asked for.
 *
 * @param sort what comes first, see {@link #SORTS}
 * @param limit of each list
 * @param namespace of objects; empty for all
 */
public record TopQuery(String sort, int limit, String namespace) {

    /** Where an order means nothing to a list, that list begins with what fails. */
    public static final List<String> SORTS = List.of("failures", "age", "polls", "subscribers", "replicas", "name");

    public static final int MOST = 1_000;
    public static final int USUAL = 50;
    private static final Set<String> KNOWN = Set.of("sort", "limit", "namespace");

    /** @throws IllegalArgumentException with a sentence for the reader */
    public static TopQuery of(MultiMap parameters) {
        Set<String> unknown = new TreeSet<>(parameters.names());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there are the parameters limit, namespace and sort, and no others");
        }
        String sort = parameters.contains("sort") ? parameters.get("sort") : SORTS.get(0);
        if (!SORTS.contains(sort)) {
            throw new IllegalArgumentException("sort: accepted is one of " + String.join(", ", SORTS));
        }
        String limit = parameters.contains("limit") ? parameters.get("limit") : Integer.toString(USUAL);
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new IllegalArgumentException("limit: accepted is a whole number from 1 to " + MOST);
        }
        String namespace = parameters.contains("namespace") ? parameters.get("namespace") : "";
        if (!namespace.matches("[a-z0-9.-]{0,253}")) {
            throw new IllegalArgumentException("namespace: accepted is the name of a namespace");
        }
        return new TopQuery(sort, Integer.parseInt(limit), namespace);
    }
}
