package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import dev.weir.controller.formula.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that ask a predicate of each element. */
final class LoopFunctions {

    private LoopFunctions() {}

    static Typed compile(Compiler compiler, Syntax tree) {
        return compile(compiler, tree, Integer.MAX_VALUE);
    }

    /** {@code count(list, {…}) >= 2} needs to go no further than two, and must not: what comes later may fail. */
    static List<Typed> compared(Compiler compiler, Syntax comparison) {
        Syntax left = comparison.part(0);
        boolean counted = comparison.parts().size() == 2
                && left.kind() == Syntax.Kind.BUILTIN
                && left.text().equals("count")
                && left.parts().size() == 2;
        if (!counted) {
            return compiler.all(comparison.parts());
        }
        Typed right = compiler.compile(comparison.part(1));
        long enough = right.isConstant(Long.class)
                ? enough(comparison.text(), right.node().whole(Operators.nothing()))
                : 0;
        int limit = enough > 0 && enough < Integer.MAX_VALUE ? (int) enough : Integer.MAX_VALUE;
        return List.of(compile(compiler, left, limit), right);
    }

    private static long enough(String operator, long bound) {
        boolean beyond = operator.equals(">") || operator.equals("<=");
        long enough = beyond && bound < Integer.MAX_VALUE ? bound + 1 : bound;
        return enough > 1 || operator.startsWith(">") ? enough : 0;
    }

    private static Typed compile(Compiler compiler, Syntax tree, int limit) {
        Typed list = compiler.compile(tree.part(0));
        if (!list.type().isList() && !list.type().isUnknown()) {
            throw Functions.wrong(tree, list, "a list");
        }
        if (tree.text().equals("sum")
                && tree.parts().size() == 1
                && list.node() instanceof ListNode literal
                && literal.elements().size() > 1) {
            return new Typed(list.type().elementType(), folded(tree.at(), literal.elements()));
        }
        var loop = new Loop(compiler, tree, list);
        boolean asks = tree.parts().size() > 1;
        Typed body = asks
                ? compiler.inside(loop, tree.part(1))
                : new Typed(list.type().elementType(), loop.element(tree.at()));
        return compile(compiler, tree, list, loop, body, limit);
    }

    private static Typed compile(Compiler compiler, Syntax tree, Typed list, Loop loop, Typed body, int limit) {
        Node ask = body.node();
        int at = tree.at();
        Type element = list.type().elementType();
        boolean test = !List.of("map", "sum", "sortBy", "reduce").contains(tree.text())
                && tree.parts().size() > 1;
        if (test && !body.type().is(Kind.BOOL) && !body.type().isUnknown()) {
            throw body.mismatch(tree.text() + " expects a predicate that is true or false");
        }
        return switch (tree.text()) {
            case "all" -> truth(at, frame -> search(frame, loop, ask, false, 1) < 0);
            case "none" -> truth(at, frame -> search(frame, loop, ask, true, 1) < 0);
            case "any" -> truth(at, frame -> search(frame, loop, ask, true, 1) >= 0);
            case "one" -> truth(at, frame -> count(frame, loop, ask, Integer.MAX_VALUE) == 1);
            case "count" -> new Typed(Type.INT, Node.ofInt(at, frame -> count(frame, loop, ask, limit)));
            case "find" ->
                new Typed(element, Node.of(at, frame -> found(frame, loop, search(frame, loop, ask, true, 1))));
            case "findLast" ->
                new Typed(element, Node.of(at, frame -> found(frame, loop, search(frame, loop, ask, true, -1))));
            case "findIndex" -> place(at, frame -> search(frame, loop, ask, true, 1));
            case "findLastIndex" -> place(at, frame -> search(frame, loop, ask, true, -1));
            case "filter" -> new Typed(Type.listOf(element), Node.of(at, frame -> filter(frame, loop, ask, at)));
            case "map" -> new Typed(Type.listOf(body.type()), Node.of(at, frame -> map(frame, loop, ask, at)));
            case "sum" -> new Typed(tree.parts().size() > 1 ? body.type().bare() : body.type(), sum(at, loop, ask));
            case "sortBy" -> sortBy(compiler, tree, list, loop, ask);
            default -> reduce(compiler, tree, loop, body);
        };
    }

    private static Typed truth(int at, Node.ToBool body) {
        return new Typed(Type.BOOL, Node.ofBool(at, body));
    }

    private static Typed place(int at, Node.ToInt search) {
        return new Typed(Type.INT, Node.of(at, Shape.INT, frame -> {
            long place = search.apply(frame);
            return place < 0 ? null : place;
        }));
    }

    /** @return the first place from that end where the predicate answers so, or -1 */
    private static int search(Frame frame, Loop loop, Node ask, boolean answer, int direction) {
        List<?> open = loop.open(frame);
        int size = loop.size(open);
        for (int i = direction > 0 ? 0 : size - 1; i >= 0 && i < size; i += direction) {
            loop.load(frame, open, i);
            if (ask.truth(frame) == answer) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object found(Frame frame, Loop loop, int place) {
        return place < 0 ? null : loop.current(frame);
    }

    private static long count(Frame frame, Loop loop, Node ask, int limit) {
        List<?> open = loop.open(frame);
        int size = loop.size(open);
        int count = 0;
        for (int i = 0; i < size && count < limit; i++) {
            loop.load(frame, open, i);
            count += ask.truth(frame) ? 1 : 0;
        }
        return count;
    }

    private static List<@Nullable Object> filter(Frame frame, Loop loop, Node ask, int at) {
        List<@Nullable Object> kept = new ArrayList<>();
        List<?> open = loop.open(frame);
        int size = loop.size(open);
        for (int i = 0; i < size; i++) {
            loop.load(frame, open, i);
            if (ask.truth(frame)) {
                kept.add(loop.current(frame));
            }
        }
        frame.grow(kept.size(), at);
        return kept;
    }

    private static List<@Nullable Object> map(Frame frame, Loop loop, Node ask, int at) {
        List<?> open = loop.open(frame);
        int size = loop.size(open);
        frame.grow(size, at);
        List<@Nullable Object> mapped = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            loop.load(frame, open, i);
            mapped.add(ask.value(frame));
        }
        return mapped;
    }

    /** As expr does it: each element plus the sum so far, which starts as the int 0. */
    private static Node sum(int at, Loop loop, Node ask) {
        if (ask.shape == Shape.FLOAT && loop.isWrittenOut()) {
            return Node.ofFloat(at, frame -> sumFloats(frame, loop, ask));
        }
        return Node.of(at, frame -> {
            List<?> open = loop.open(frame);
            int size = loop.size(open);
            Object sum = 0L;
            for (int i = 0; i < size; i++) {
                loop.load(frame, open, i);
                sum = Arithmetic.apply("+", ask.value(frame), sum, frame, at);
            }
            return sum;
        });
    }

    private static double sumFloats(Frame frame, Loop loop, Node ask) {
        List<?> open = loop.open(frame);
        int size = loop.size(open);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            loop.load(frame, open, i);
            sum = ask.number(frame) + sum;
        }
        return sum;
    }

    /** The sum of a list that is written out is added from its end, as expr does; floats show it in their last digit. */
    private static Node folded(int at, List<Node> elements) {
        int last = elements.size() - 1;
        Node sum = elements.get(last);
        for (int i = last - 1; i >= 0; i--) {
            sum = Sums.plus(at, elements.get(i), sum);
        }
        return sum;
    }

    private static Typed sortBy(Compiler compiler, Syntax tree, Typed list, Loop loop, Node ask) {
        Typed order = tree.parts().size() > 2
                ? compiler.compile(tree.part(2))
                : new Typed(Type.STRING, new Constant(tree.at(), "asc"));
        if (!order.type().is(Kind.STRING) && !order.type().isUnknown()) {
            throw Functions.wrong(tree, order, "\"asc\" or \"desc\"");
        }
        return new Typed(list.type(), Node.of(tree.at(), frame -> {
            boolean descending = ListFunctions.descending(tree, order.node().value(frame));
            List<?> keys = map(frame, loop, ask, tree.at());
            return Lists.sort(Lists.list(tree, list.node().value(frame)), keys, descending, frame, tree.at());
        }));
    }

    private static Typed reduce(Compiler compiler, Syntax tree, Loop loop, Typed body) {
        Node first = tree.parts().size() > 2 ? compiler.compile(tree.part(2)).node() : null;
        return new Typed(body.type(), Node.of(tree.at(), frame -> {
            List<?> open = loop.open(frame);
            int size = loop.size(open);
            int start = 0;
            if (first != null) {
                first.store(frame, loop.result);
            } else if (size == 0) {
                throw new Fault(tree.at(), "reduce of an empty list expects a value to start with");
            } else {
                loop.load(frame, open, start++);
                frame.set(loop.result, loop.current(frame));
            }
            for (int i = start; i < size; i++) {
                loop.load(frame, open, i);
                frame.set(loop.result, body.node().value(frame));
            }
            return frame.get(loop.result);
        }));
    }
}
