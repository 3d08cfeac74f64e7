package dev.weir.controller.formula;

import dev.weir.controller.formula.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of lists that ask nothing of each element. */
final class ListFunctions {

    private ListFunctions() {}

    static Typed compile(Syntax tree, List<Typed> arguments) {
        return switch (tree.text()) {
            case "len" -> length(tree, arguments);
            case "first", "last" -> end(tree, arguments);
            case "take" -> take(tree, arguments);
            case "sort" -> sort(tree, arguments);
            case "concat" -> concat(tree, arguments);
            default -> changed(tree, arguments);
        };
    }

    static Typed get(Compiler compiler, Syntax tree) {
        if (tree.parts().size() == 2
                && tree.part(0).isName("$env")
                && tree.part(1).isText()) {
            return Members.named(compiler, tree.at(), tree.part(1).literal(), true);
        }
        List<Typed> arguments = compiler.all(tree.parts());
        Functions.count(tree, arguments, 2, 2);
        Type list = arguments.get(0).type();
        Type index = arguments.get(1).type();
        if (!list.isList() && !list.isUnknown()) {
            throw Functions.wrong(tree, arguments.get(0), "a list");
        }
        if (list.isList() && !index.is(Kind.INT) && !index.isUnknown()) {
            throw Functions.wrong(tree, arguments.get(1), "an int as index (cast with int)");
        }
        Node from = arguments.get(0).node();
        Node at = arguments.get(1).node();
        return new Typed(
                list.isUnknown() ? Type.UNKNOWN : list.elementType(),
                Node.of(tree.at(), frame -> get(from.value(frame), at, frame, tree.at())));
    }

    private static @Nullable Object get(@Nullable Object from, Node index, Frame frame, int at) {
        if (!(from instanceof List<?> list)) {
            return null;
        }
        long given = Numbers.index(index.value(frame), at);
        long place = given < 0 ? list.size() + given : given;
        return place < 0 || place >= list.size() ? null : list.get((int) place);
    }

    private static Node list(Syntax tree, List<Typed> arguments, int least, int most) {
        Functions.count(tree, arguments, least, most);
        Type type = arguments.get(0).type();
        if (!type.isList() && !type.isUnknown()) {
            throw Functions.wrong(tree, arguments.get(0), "a list");
        }
        return arguments.get(0).node();
    }

    private static Typed length(Syntax tree, List<Typed> arguments) {
        Functions.count(tree, arguments, 1, 1);
        Type type = arguments.get(0).type();
        if (!type.isList() && !type.isUnknown() && !type.is(Kind.STRING)) {
            throw Functions.wrong(tree, arguments.get(0), "a list or a text");
        }
        Node node = arguments.get(0).node();
        return new Typed(Type.INT, Node.ofInt(tree.at(), frame -> {
            Object value = node.value(frame);
            return value instanceof String text
                    ? text.codePointCount(0, text.length())
                    : Lists.list(tree, value).size();
        }));
    }

    private static Typed end(Syntax tree, List<Typed> arguments) {
        Node node = list(tree, arguments, 1, 1);
        Type type = arguments.get(0).type().bare();
        return new Typed(type.is(Kind.STRINGS) ? Type.STRING : Type.ANY, Node.of(tree.at(), frame -> {
            boolean first = tree.text().equals("first");
            Object from = node.value(frame);
            if (from instanceof String text && !text.isEmpty()) {
                return Texts.octet(text, first ? 0 : -1, tree.at());
            }
            return from instanceof List<?> list && !list.isEmpty() ? list.get(first ? 0 : list.size() - 1) : null;
        }));
    }

    private static Typed take(Syntax tree, List<Typed> arguments) {
        Node node = list(tree, arguments, 2, 2);
        Type count = arguments.get(1).type();
        boolean whole = count.isCountable() && !count.is(Kind.FLOAT) || count.isUnknown();
        if (!whole) {
            throw Functions.wrong(tree, arguments.get(1), "an int (cast with int)");
        }
        Node number = arguments.get(1).node();
        return new Typed(arguments.get(0).type().bare(), Node.of(tree.at(), frame -> {
            List<?> list = Lists.list(tree, node.value(frame));
            long wanted = number.whole(frame);
            if (wanted < 0) {
                throw new Fault(tree.at(), "take expects how many elements, given " + wanted);
            }
            return list.subList(0, (int) Math.min(wanted, list.size()));
        }));
    }

    private static Typed changed(Syntax tree, List<Typed> arguments) {
        Node node = list(tree, arguments, 1, 1);
        int at = tree.at();
        return new Typed(Type.LIST, Node.of(at, frame -> {
            List<?> list = Lists.list(tree, node.value(frame));
            return switch (tree.text()) {
                case "uniq" -> Lists.unique(list, frame, at);
                case "flatten" -> Lists.flatten(list, frame, at);
                default -> {
                    frame.grow(list.size(), at);
                    yield Lists.reverse(list);
                }
            };
        }));
    }

    private static Typed concat(Syntax tree, List<Typed> arguments) {
        Functions.count(tree, arguments, 1, Integer.MAX_VALUE);
        for (Typed argument : arguments) {
            if (!argument.type().isList() && !argument.type().isUnknown()) {
                throw Functions.wrong(tree, argument, "lists");
            }
        }
        List<Node> nodes = arguments.stream().map(Typed::node).toList();
        return new Typed(Type.LIST, Node.of(tree.at(), frame -> {
            List<@Nullable Object> all = new ArrayList<>();
            for (Node node : nodes) {
                List<?> list = Lists.list(tree, node.value(frame));
                frame.grow(list.size(), tree.at());
                all.addAll(list);
            }
            return all;
        }));
    }

    private static Typed sort(Syntax tree, List<Typed> arguments) {
        Node node = list(tree, arguments, 1, 2);
        if (arguments.size() == 2
                && !arguments.get(1).type().is(Kind.STRING)
                && !arguments.get(1).type().isUnknown()) {
            throw Functions.wrong(tree, arguments.get(1), "\"asc\" or \"desc\"");
        }
        Node order = arguments.size() == 2 ? arguments.get(1).node() : new Constant(tree.at(), "asc");
        return new Typed(Type.LIST, Node.of(tree.at(), frame -> {
            List<?> list = Lists.list(tree, node.value(frame));
            return Lists.sort(list, list, descending(tree, order.value(frame)), frame, tree.at());
        }));
    }

    static boolean descending(Syntax tree, @Nullable Object order) {
        if (!"asc".equals(order) && !"desc".equals(order)) {
            throw new Fault(
                    tree.at(), tree.text() + " expects the order \"asc\" or \"desc\", given " + Kinds.of(order));
        }
        return "desc".equals(order);
    }
}
