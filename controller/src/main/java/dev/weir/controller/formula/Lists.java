package dev.weir.controller.formula;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with lists while evaluating. Lists are never changed once they are made. */
final class Lists {

    private static final int NESTED = 200;

    private Lists() {}

    static List<Object> range(long low, long high, Frame frame, int at) {
        long size = high < low ? 0 : high - low + 1;
        frame.grow(size < 0 ? Long.MAX_VALUE : size, at);
        List<Object> range = new ArrayList<>((int) size);
        for (long i = 0; i < size; i++) {
            range.add(low + i);
        }
        return range;
    }

    /** A place counted from the end if negative. */
    static int place(long index, int size, int at) {
        long place = index < 0 ? size + index : index;
        if (place < 0 || place >= size) {
            throw new Fault(at, "index " + index + " is outside of a list of " + size);
        }
        return (int) place;
    }

    static Object slice(@Nullable Object value, @Nullable Node low, @Nullable Node high, Frame frame, int at) {
        if (value instanceof String text) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            int to = end(high, octets.length, frame, at);
            return new String(
                    Arrays.copyOfRange(octets, begin(low, octets.length, to, frame, at), to), StandardCharsets.UTF_8);
        }
        if (value instanceof List<?> list) {
            int to = end(high, list.size(), frame, at);
            return list.subList(begin(low, list.size(), to, frame, at), to);
        }
        throw new Fault(at, "[:] expects a list or a text, given " + Kinds.of(value));
    }

    private static int end(@Nullable Node high, int size, Frame frame, int at) {
        return high == null ? size : bound(Numbers.index(high.value(frame), at), size);
    }

    private static int begin(@Nullable Node low, int size, int to, Frame frame, int at) {
        return Math.min(low == null ? 0 : bound(Numbers.index(low.value(frame), at), Integer.MAX_VALUE, size), to);
    }

    private static int bound(long index, int size) {
        return bound(index, size, size);
    }

    private static int bound(long index, int most, int size) {
        return (int) Math.min(Math.max(0, index < 0 ? size + index : index), most);
    }

    static List<?> list(Syntax tree, @Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new Fault(tree.at(), tree.text() + " expects a list, given " + Kinds.of(value));
    }

    static List<@Nullable Object> reverse(List<?> list) {
        List<@Nullable Object> reversed = new ArrayList<>(list);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    static List<@Nullable Object> unique(List<?> list, Frame frame, int at) {
        List<@Nullable Object> unique = new ArrayList<>();
        for (Object element : list) {
            if (!Comparison.contains(unique, element, frame, at)) {
                unique.add(element);
            }
        }
        return unique;
    }

    static List<@Nullable Object> flatten(List<?> list, Frame frame, int at) {
        List<@Nullable Object> flat = new ArrayList<>();
        flatten(list, flat, frame, at, 0);
        frame.grow(flat.size(), at);
        return flat;
    }

    private static void flatten(List<?> list, List<@Nullable Object> into, Frame frame, int at, int depth) {
        if (depth > NESTED) {
            throw new Fault(at, "lists are nested more than " + NESTED + " deep");
        }
        frame.step(list.size() + 1, at);
        for (Object element : list) {
            if (element instanceof List<?> inner) {
                flatten(inner, into, frame, at, depth + 1);
            } else {
                into.add(element);
            }
        }
    }

    /** Sorts by keys; which of two equal ones comes first is not said. */
    static List<@Nullable Object> sort(List<?> list, List<?> keys, boolean descending, Frame frame, int at) {
        frame.grow(list.size(), at);
        List<Integer> order = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            order.add(i);
        }
        // A merge by hand: a comparison that contradicts itself (NaN) must not fail, and a list of one compares
        // nothing.
        merge(
                order,
                (a, b) -> descending
                        ? Comparison.ordered("<", keys.get(b), keys.get(a), at)
                        : Comparison.ordered("<", keys.get(a), keys.get(b), at));
        List<@Nullable Object> sorted = new ArrayList<>(list.size());
        order.forEach(place -> sorted.add(list.get(place)));
        return sorted;
    }

    private interface Less {
        boolean test(int a, int b);
    }

    private static void merge(List<Integer> order, Less less) {
        if (order.size() < 2) {
            return;
        }
        List<Integer> left = new ArrayList<>(order.subList(0, order.size() / 2));
        List<Integer> right = new ArrayList<>(order.subList(order.size() / 2, order.size()));
        merge(left, less);
        merge(right, less);
        int l = 0;
        int r = 0;
        for (int i = 0; i < order.size(); i++) {
            boolean fromRight = l == left.size() || r < right.size() && less.test(right.get(r), left.get(l));
            order.set(i, fromRight ? right.get(r++) : left.get(l++));
        }
    }
}
