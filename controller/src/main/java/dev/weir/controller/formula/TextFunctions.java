package dev.weir.controller.formula;

import dev.weir.controller.formula.Type.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of texts, and to texts. */
final class TextFunctions {

    /** The types of the arguments: s a text, i an int, l a list; what follows ? may be left out. */
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("trim", "s?s"),
            Map.entry("trimPrefix", "s?s"),
            Map.entry("trimSuffix", "s?s"),
            Map.entry("upper", "s"),
            Map.entry("lower", "s"),
            Map.entry("split", "ss?i"),
            Map.entry("splitAfter", "ss?i"),
            Map.entry("replace", "sss?i"),
            Map.entry("repeat", "si"),
            Map.entry("join", "l?s"),
            Map.entry("indexOf", "ss"),
            Map.entry("lastIndexOf", "ss"),
            Map.entry("hasPrefix", "ss"),
            Map.entry("hasSuffix", "ss"));

    private TextFunctions() {}

    static Typed compile(Syntax tree, List<Typed> arguments) {
        int at = tree.at();
        if (!ARGUMENTS.containsKey(tree.text())) {
            return ofAnything(tree, arguments);
        }
        check(tree, arguments, ARGUMENTS.get(tree.text()));
        List<Node> nodes = arguments.stream().map(Typed::node).toList();
        return switch (tree.text()) {
            case "indexOf" ->
                new Typed(Type.INT, Node.ofInt(at, frame -> {
                    String text = text(tree, nodes, 0, frame);
                    return Texts.place(text, text.indexOf(text(tree, nodes, 1, frame)));
                }));
            case "lastIndexOf" ->
                new Typed(Type.INT, Node.ofInt(at, frame -> {
                    String text = text(tree, nodes, 0, frame);
                    return Texts.place(text, text.lastIndexOf(text(tree, nodes, 1, frame)));
                }));
            case "hasPrefix" ->
                new Typed(
                        Type.BOOL,
                        Node.ofBool(at, frame -> text(tree, nodes, 0, frame).startsWith(text(tree, nodes, 1, frame))));
            case "hasSuffix" ->
                new Typed(
                        Type.BOOL,
                        Node.ofBool(at, frame -> text(tree, nodes, 0, frame).endsWith(text(tree, nodes, 1, frame))));
            case "split", "splitAfter" -> new Typed(Type.STRINGS, Node.of(at, frame -> split(tree, nodes, frame)));
            default -> new Typed(Type.STRING, Node.of(at, frame -> made(tree, nodes, frame)));
        };
    }

    private static Typed ofAnything(Syntax tree, List<Typed> arguments) {
        Functions.count(tree, arguments, 1, 1);
        Node node = arguments.get(0).node();
        boolean type = tree.text().equals("type");
        return new Typed(
                Type.STRING,
                Node.of(
                        tree.at(),
                        frame -> type
                                ? Kinds.name(node.value(frame))
                                : Kinds.shown(node.value(frame), frame, tree.at(), 0)));
    }

    private static void check(Syntax tree, List<Typed> arguments, String expected) {
        String all = expected.replace("?", "");
        int least = expected.contains("?") ? expected.indexOf('?') : all.length();
        Functions.count(tree, arguments, least, all.length());
        for (int i = 0; i < arguments.size(); i++) {
            Type type = arguments.get(i).type();
            boolean fits = switch (all.charAt(i)) {
                case 's' -> type.is(Kind.STRING);
                case 'i' -> type.is(Kind.INT);
                default -> type.isList();
            };
            if (!fits && !type.isUnknown()) {
                String wanted = all.charAt(i) == 's' ? "a text" : all.charAt(i) == 'i' ? "an int" : "a list of texts";
                throw Functions.wrong(tree, arguments.get(i), wanted);
            }
        }
    }

    private static Object split(Syntax tree, List<Node> nodes, Frame frame) {
        long limit = nodes.size() > 2 ? Numbers.index(nodes.get(2).value(frame), tree.at()) : -1;
        String text = text(tree, nodes, 0, frame);
        return Texts.split(
                text, text(tree, nodes, 1, frame), limit, tree.text().equals("splitAfter"), frame, tree.at());
    }

    private static String made(Syntax tree, List<Node> nodes, Frame frame) {
        if (tree.text().equals("join")) {
            return Texts.join(tree, nodes.get(0).value(frame), text(tree, nodes, 1, frame, ""), frame);
        }
        String text = text(tree, nodes, 0, frame);
        return switch (tree.text()) {
            case "trim" -> Texts.trim(text, nodes.size() > 1 ? text(tree, nodes, 1, frame) : null);
            case "trimPrefix" -> without(text, text(tree, nodes, 1, frame, " "), true);
            case "trimSuffix" -> without(text, text(tree, nodes, 1, frame, " "), false);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "replace" -> {
                long limit = nodes.size() > 3 ? Numbers.index(nodes.get(3).value(frame), tree.at()) : -1;
                String old = text(tree, nodes, 1, frame);
                yield Texts.replace(text, old, text(tree, nodes, 2, frame), limit, frame, tree.at());
            }
            default -> Texts.repeat(text, Numbers.index(nodes.get(1).value(frame), tree.at()), frame, tree.at());
        };
    }

    private static String without(String text, String end, boolean atStart) {
        if (atStart) {
            return text.startsWith(end) ? text.substring(end.length()) : text;
        }
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private static String text(Syntax tree, List<Node> nodes, int place, Frame frame, String absent) {
        return place < nodes.size() ? text(tree, nodes, place, frame) : absent;
    }

    private static String text(Syntax tree, List<Node> nodes, int place, Frame frame) {
        @Nullable Object value = nodes.get(place).value(frame);
        if (value instanceof String text) {
            return text;
        }
        throw new Fault(tree.at(), tree.text() + " expects a text, given " + Kinds.of(value));
    }
}
