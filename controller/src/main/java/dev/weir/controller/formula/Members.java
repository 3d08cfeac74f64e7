package dev.weir.controller.formula;

import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members, indices, slices and methods; and {@code $env}, all triggers by name. */
final class Members {

    /** What an optional member answers that met nil: the whole chain is nil then. */
    private static final Object STOPPED = new Object();

    private Members() {}

    static Typed compile(Compiler compiler, Syntax tree) {
        return switch (tree.kind()) {
            case SLICE -> slice(compiler, tree);
            case METHOD -> Durations.method(compiler, tree, compiler.compile(tree.part(0)));
            case OPTIONAL -> optional(compiler.compile(tree.part(0)));
            default -> tree.part(0).isName("$env") ? environment(compiler, tree) : member(compiler, tree);
        };
    }

    private static Typed optional(Typed chain) {
        Node node = chain.node();
        return new Typed(chain.type(), Node.of(node.at, node.shape, frame -> {
            Object value = node.value(frame);
            return value == STOPPED ? null : value;
        }));
    }

    private static Typed environment(Compiler compiler, Syntax tree) {
        Syntax property = tree.part(1);
        if (!property.isText()) {
            Node name = compiler.compile(property).node();
            return new Typed(
                    Type.UNKNOWN,
                    Node.of(tree.at(), frame -> byName(compiler.names, name.value(frame), frame, tree.at())));
        }
        return named(
                compiler, tree.at(), (String) property.literal(), tree.text().equals("?."));
    }

    /** A trigger by a name in quotes. */
    static Typed named(Compiler compiler, int at, @Nullable Object name, boolean optional) {
        String text = String.valueOf(name);
        if (compiler.names.has(text)) {
            return compiler.trigger(at, text);
        }
        if (!optional) {
            throw new Fault(at, "no trigger is named \"" + text + "\", expected one of " + compiler.names.list());
        }
        return new Typed(Type.UNKNOWN, new Constant(at, null));
    }

    private static @Nullable Object byName(Names names, @Nullable Object name, Frame frame, int at) {
        if (name != null && !(name instanceof String)) {
            throw new Fault(at, "$env expects the name of a trigger, given " + Kinds.of(name));
        }
        int place = name == null ? -1 : names.place((String) name);
        return place >= 0 && frame.values.has(place) ? (Object) frame.values.number(place) : null;
    }

    static Typed inEnvironment(Compiler compiler, Syntax tree) {
        Typed sought = compiler.compile(tree.part(0));
        int at = tree.at();
        return new Typed(Type.BOOL, Node.ofBool(at, frame -> {
            Object name = sought.node().value(frame);
            if (name != null && !(name instanceof String)) {
                throw new Fault(at, "in $env expects the name of a trigger, given " + Kinds.of(name));
            }
            return name != null && compiler.names.has((String) name);
        }));
    }

    private static Typed member(Compiler compiler, Syntax tree) {
        Typed base = compiler.compile(tree.part(0));
        Typed index = compiler.compile(tree.part(1));
        Type type = base.type();
        if (!type.isList() && !type.isUnknown()) {
            throw new Fault(tree.at(), "nothing can be taken out of " + type + ", expected a list");
        }
        if (type.isList() && !index.type().is(Type.Kind.INT) && !index.type().isUnknown()) {
            throw new Fault(tree.at(), "an index must be an int (cast with int), given " + index.type());
        }
        boolean optional = tree.text().equals("?.");
        return new Typed(
                type.isUnknown() ? Type.UNKNOWN : type.elementType(),
                Node.of(tree.at(), frame -> fetch(base.node(), index.node(), optional, frame, tree.at())));
    }

    private static @Nullable Object fetch(Node base, Node index, boolean optional, Frame frame, int at) {
        Object from = base.value(frame);
        if (from == STOPPED || optional && from == null) {
            return STOPPED;
        }
        Object place = index.value(frame);
        if (from instanceof List<?> list) {
            return list.get(Lists.place(Numbers.index(place, at), list.size(), at));
        }
        if (from instanceof String text) {
            return Texts.octet(text, Numbers.index(place, at), at);
        }
        throw new Fault(at, "nothing can be taken out of " + Kinds.of(from) + ", expected a list");
    }

    private static Typed slice(Compiler compiler, Syntax tree) {
        Typed base = compiler.compile(tree.part(0));
        Type type = base.type();
        if (!type.isList() && !type.isUnknown() && !type.is(Type.Kind.STRING)) {
            throw new Fault(tree.at(), "[:] expects a list or a text, given " + type);
        }
        boolean from = tree.text().startsWith("from");
        Node low = from ? bound(compiler, tree.part(1), type) : null;
        Node high = tree.text().endsWith("to") ? bound(compiler, tree.part(from ? 2 : 1), type) : null;
        int at = tree.at();
        return new Typed(
                type.isUnknown() ? Type.UNKNOWN : type,
                Node.of(at, frame -> Lists.slice(base.node().value(frame), low, high, frame, at)));
    }

    private static Node bound(Compiler compiler, Syntax tree, Type base) {
        Typed bound = compiler.compile(tree);
        if (!base.isUnknown()
                && !bound.type().is(Type.Kind.INT)
                && !bound.type().isUnknown()) {
            throw bound.mismatch("a bound of [:] must be an int (cast with int)");
        }
        return bound.node();
    }

    /** The receiver of a method, or null if the chain has stopped. */
    static @Nullable Object receiver(Node base, Frame frame) {
        Object value = base.value(frame);
        return value instanceof ZonedDateTime || value != STOPPED ? value : null;
    }
}
