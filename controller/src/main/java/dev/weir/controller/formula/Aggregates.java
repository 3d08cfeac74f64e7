package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code max min mean median} of numbers, and of lists of them. */
final class Aggregates {

    private static final int NESTED = 200;

    private Aggregates() {}

    static Typed compile(Syntax tree, List<Typed> arguments) {
        Functions.count(tree, arguments, 1, Integer.MAX_VALUE);
        Type type = type(tree, arguments);
        List<Node> nodes = arguments.stream().map(Typed::node).toList();
        List<Node> elements = nodes.size() == 1
                        && nodes.get(0) instanceof ListNode list
                        && list.isOfPlain(Shape.FLOAT)
                        && !list.elements().isEmpty()
                ? list.elements()
                : nodes;
        return new Typed(type, node(tree, nodes, elements));
    }

    /** Checks up to the first list, as expr does. */
    private static Type type(Syntax tree, List<Typed> arguments) {
        for (Typed argument : arguments) {
            if (argument.type().isUnknown() || argument.type().isList()) {
                return Type.ANY;
            }
            if (!argument.type().isCountable()) {
                throw Functions.wrong(tree, argument, "numbers or lists of numbers");
            }
        }
        return arguments.get(0).type();
    }

    private static Node node(Syntax tree, List<Node> given, List<Node> elements) {
        int at = tree.at();
        boolean max = tree.text().equals("max");
        boolean floats = elements.stream().allMatch(node -> node.shape == Shape.FLOAT);
        boolean numbers = elements.stream().allMatch(Node::isNumeric);
        boolean single = given.size() == 1 && elements == given;
        if (floats && !single && (max || tree.text().equals("min"))) {
            Node[] all = elements.toArray(Node[]::new);
            return Node.ofFloat(at, frame -> extreme(all, max, frame));
        }
        if (numbers && tree.text().equals("mean")) {
            return Node.ofFloat(at, frame -> mean(elements, frame));
        }
        return switch (tree.text()) {
            case "max", "min" ->
                Node.of(
                        at,
                        single ? given.get(0).shape : Shape.OTHER,
                        frame -> extreme(tree, values(given, frame), frame));
            case "mean" -> Node.ofFloat(at, frame -> mean(tree, values(given, frame), frame));
            default -> Node.ofFloat(at, frame -> median(tree, values(given, frame), frame));
        };
    }

    private static double extreme(Node[] nodes, boolean max, Frame frame) {
        double extreme = nodes[0].number(frame);
        for (int i = 1; i < nodes.length; i++) {
            double next = nodes[i].number(frame);
            if (max ? extreme < next : extreme > next) {
                extreme = next;
            }
        }
        return extreme;
    }

    private static double mean(List<Node> nodes, Frame frame) {
        double sum = 0;
        for (int i = 0; i < nodes.size(); i++) {
            sum += nodes.get(i).number(frame);
        }
        return sum / nodes.size();
    }

    private static List<@Nullable Object> values(List<Node> nodes, Frame frame) {
        List<@Nullable Object> values = new ArrayList<>(nodes.size());
        nodes.forEach(node -> values.add(node.value(frame)));
        return values;
    }

    private static @Nullable Object extreme(Syntax tree, List<?> values, Frame frame) {
        Object only = values.size() == 1 ? values.get(0) : 0L;
        if (only == null || !(only instanceof List) && !isCountable(only)) {
            return only;
        }
        return extreme(tree, values, frame, 0);
    }

    private static @Nullable Object extreme(Syntax tree, List<?> values, Frame frame, int depth) {
        deeper(tree, values, frame, depth);
        Object extreme = null;
        for (Object value : values) {
            Object next = value instanceof List<?> list ? extreme(tree, list, frame, depth + 1) : number(tree, value);
            if (next != null && (extreme == null || goesOn(tree, extreme, next))) {
                extreme = next;
            }
        }
        return extreme;
    }

    private static boolean goesOn(Syntax tree, Object extreme, Object next) {
        return Comparison.ordered(tree.text().equals("max") ? "<" : ">", extreme, next, tree.at());
    }

    private static Object number(Syntax tree, @Nullable Object value) {
        if (value == null || !isCountable(value)) {
            throw new Fault(tree.at(), tree.text() + " expects numbers, given " + Kinds.of(value));
        }
        return value;
    }

    private static boolean isCountable(Object value) {
        return value instanceof Number || Kinds.underneath(value) != null;
    }

    private static void deeper(Syntax tree, List<?> values, Frame frame, int depth) {
        if (depth > NESTED) {
            throw new Fault(tree.at(), "lists are nested more than " + NESTED + " deep");
        }
        frame.step(values.size() + 1, tree.at());
    }

    private static double mean(Syntax tree, List<?> values, Frame frame) {
        long[] count = new long[1];
        double sum = sum(tree, values, count, frame, 0);
        return count[0] == 0 ? 0 : sum / count[0];
    }

    private static double sum(Syntax tree, List<?> values, long[] count, Frame frame, int depth) {
        deeper(tree, values, frame, depth);
        double sum = 0;
        for (Object value : values) {
            if (value instanceof List<?> list) {
                sum += sum(tree, list, count, frame, depth + 1);
            } else {
                sum += real(number(tree, value));
                count[0]++;
            }
        }
        return sum;
    }

    private static double real(Object number) {
        Long inside = Kinds.underneath(number);
        return inside != null ? inside : ((Number) number).doubleValue();
    }

    private static double median(Syntax tree, List<?> values, Frame frame) {
        List<Double> all = new ArrayList<>();
        collect(tree, values, all, frame, 0);
        if (all.isEmpty()) {
            return 0;
        }
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        nanFirst(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void collect(Syntax tree, List<?> values, List<Double> into, Frame frame, int depth) {
        deeper(tree, values, frame, depth);
        for (Object value : values) {
            if (value instanceof List<?> list) {
                collect(tree, list, into, frame, depth + 1);
            } else {
                into.add(real(number(tree, value)));
            }
        }
    }

    /** Go sorts what is not a number before all others, Java after them. */
    private static void nanFirst(double[] sorted) {
        int nan = 0;
        while (nan < sorted.length && Double.isNaN(sorted[sorted.length - 1 - nan])) {
            nan++;
        }
        System.arraycopy(sorted, 0, sorted, nan, sorted.length - nan);
        Arrays.fill(sorted, 0, nan, Double.NaN);
    }
}
