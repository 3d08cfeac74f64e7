package dev.weir.controller.formula;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The triggers that a formula may name, each with its place in {@link Values}. */
public final class Names {

    private final List<String> list;
    private final Map<String, Integer> places = new HashMap<>();

    private Names(List<String> list) {
        this.list = List.copyOf(list);
        this.list.forEach(name -> places.putIfAbsent(name, places.size()));
    }

    /** A name given twice has the place of the first. */
    public static Names of(List<String> names) {
        return new Names(names.stream().distinct().toList());
    }

    /** The names in the order of their places. */
    public List<String> list() {
        return list;
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /** @return the place, or -1 */
    public int place(String name) {
        return places.getOrDefault(name, -1);
    }
}
