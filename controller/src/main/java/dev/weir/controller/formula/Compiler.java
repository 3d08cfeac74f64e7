package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tree to nodes, with the type checks of expr. The first problem ends it. */
final class Compiler {

    /** What Weir has beside expr, as names; a trigger or a variable of the same name goes before. */
    private static final Set<String> EXTRAS = Set.of("replicas", "now", "hour", "weekday");

    final Names names;
    private final Deque<Variable> variables = new ArrayDeque<>();
    private final Deque<Loop> loops = new ArrayDeque<>();
    private int slots;

    Compiler(Names names) {
        this.names = names;
    }

    /** How many slots the nodes made so far need. */
    int slots() {
        return slots;
    }

    int newSlot() {
        return slots++;
    }

    Typed compile(Syntax tree) {
        return switch (tree.kind()) {
            case LITERAL -> literal(tree);
            case NAME -> name(tree);
            case UNARY -> Operators.unary(tree, compile(tree.part(0)));
            case BINARY -> Operators.binary(this, tree);
            case COMPARISON -> Operators.comparison(tree, LoopFunctions.compared(this, tree));
            case MEMBER, OPTIONAL, METHOD, SLICE -> Members.compile(this, tree);
            case CALL -> call(tree);
            case BUILTIN -> Functions.builtin(this, tree);
            case PREDICATE -> throw new Fault(tree.at(), "a predicate cannot stand here");
            case POINTER -> pointer(tree);
            case LET -> declaration(tree);
            case SEQUENCE -> sequence(tree);
            case CONDITIONAL -> conditional(tree);
            case LIST -> list(tree);
        };
    }

    List<Typed> all(List<Syntax> trees) {
        return trees.stream().map(this::compile).toList();
    }

    private static Typed literal(Syntax tree) {
        Object value = tree.literal();
        Type type = value == null
                ? Type.NIL
                : value instanceof Long
                        ? Type.INT
                        : value instanceof Double ? Type.FLOAT : value instanceof String ? Type.STRING : Type.BOOL;
        return new Typed(type, new Constant(tree.at(), value));
    }

    private Typed name(Syntax tree) {
        for (Variable variable : variables) {
            if (variable.name.equals(tree.text())) {
                return new Typed(variable.type, new SlotNode(tree.at(), variable.shape, variable.slot));
            }
        }
        if (tree.text().equals("$env")) {
            throw new Fault(tree.at(), "$env can only be used as $env[\"name\"], or as \"name\" in $env");
        }
        int place = names.place(tree.text());
        if (place >= 0) {
            return trigger(tree.at(), tree.text());
        }
        if (EXTRAS.contains(tree.text())) {
            return HistoryFunctions.name(tree);
        }
        if (Functions.ALL.contains(tree.text())) {
            return new Typed(Type.FUNCTION, new Constant(tree.at(), null));
        }
        throw new Fault(tree.at(), unknown(tree.text()));
    }

    Typed trigger(int at, String name) {
        return new Typed(Type.FLOAT, new TriggerNode(at, name, names.place(name)));
    }

    private String unknown(String name) {
        List<String> known = names.list();
        String shown = known.isEmpty() ? "no trigger is named" : "expected one of " + String.join(", ", known);
        return "unknown name " + name + ", " + shown + " (named triggers, functions, or a variable of let)";
    }

    private Typed call(Syntax tree) {
        String name = tree.text();
        boolean variable = variables.stream().anyMatch(each -> each.name.equals(name));
        if (!variable && !names.has(name) && HistoryFunctions.CALLS.contains(name)) {
            return HistoryFunctions.call(this, tree);
        }
        if (!variable && !names.has(name)) {
            throw new Fault(tree.at(), "there is no function " + name);
        }
        throw new Fault(tree.at(), name + " is a " + (variable ? "variable" : "trigger") + " and cannot be called");
    }

    private Typed pointer(Syntax tree) {
        Loop loop = loops.peek();
        if (loop == null) {
            throw new Fault(tree.at(), "# can only stand in a predicate");
        }
        return loop.pointer(tree);
    }

    private Typed declaration(Syntax tree) {
        String name = tree.text();
        boolean taken = names.has(name) || Functions.ALL.contains(name) || name.equals("$env");
        if (taken || variables.stream().anyMatch(each -> each.name.equals(name))) {
            throw new Fault(tree.at(), "the name " + name + " is taken, expected another one for the variable");
        }
        Typed value = compile(tree.part(0));
        int slot = newSlot();
        variables.push(new Variable(name, value.type(), value.node().shape, slot));
        Typed body = compile(tree.part(1));
        variables.pop();
        return new Typed(
                body.type(), new Prepared(body.node(), frame -> value.node().store(frame, slot)));
    }

    private Typed sequence(Syntax tree) {
        List<Typed> parts = all(tree.parts());
        Typed last = parts.get(parts.size() - 1);
        List<Node> before =
                parts.subList(0, parts.size() - 1).stream().map(Typed::node).toList();
        return new Typed(last.type(), new Prepared(last.node(), frame -> before.forEach(node -> node.value(frame))));
    }

    private Typed conditional(Syntax tree) {
        Typed condition = compile(tree.part(0));
        if (!condition.type().is(Type.Kind.BOOL) && !condition.type().isUnknown()) {
            throw condition.mismatch("expected a condition that is true or false");
        }
        Typed yes = compile(tree.part(1));
        Typed no = compile(tree.part(2));
        return new Typed(either(yes.type(), no.type()), new Choice(tree.at(), condition.node(), yes.node(), no.node()));
    }

    private static Type either(Type yes, Type no) {
        if (yes.is(Type.Kind.NIL)) {
            return no;
        }
        if (no.is(Type.Kind.NIL)) {
            return yes;
        }
        if (!yes.assignableTo(no)) {
            return Type.UNKNOWN;
        }
        boolean lists = yes.isList() && no.isList();
        boolean same = !lists
                || yes.elementType().assignableTo(no.elementType())
                        && no.elementType().assignableTo(yes.elementType());
        return same ? yes : Type.LIST;
    }

    private Typed list(Syntax tree) {
        List<Typed> elements = all(tree.parts());
        Type element = elements.isEmpty()
                ? Type.UNKNOWN
                : elements.get(elements.size() - 1).type();
        boolean alike = elements.stream().allMatch(each -> kind(each.type()) == kind(element));
        Type type = alike ? Type.listOf(element) : Type.LIST;
        boolean constant = !elements.isEmpty()
                && elements.stream().allMatch(each -> each.node() instanceof Constant one && one.isScalar());
        if (constant) {
            List<@Nullable Object> values = new ArrayList<>();
            elements.forEach(each -> values.add(((Constant) each.node()).value));
            return new Typed(type, new Constant(tree.at(), Collections.unmodifiableList(values)));
        }
        return new Typed(
                type, new ListNode(tree.at(), elements.stream().map(Typed::node).toList()));
    }

    private static Type.Kind kind(Type type) {
        return type.is(Type.Kind.NIL) ? Type.Kind.UNKNOWN : type.kind();
    }

    /** Compiles a predicate with # bound by the loop. */
    Typed inside(Loop loop, Syntax predicate) {
        loops.push(loop);
        Typed body = compile(predicate.part(0));
        loops.pop();
        if (body.type().is(Type.Kind.NIL)) {
            throw new Fault(predicate.at(), "a predicate cannot be nil");
        }
        return body;
    }

    private record Variable(String name, Type type, Shape shape, int slot) {}
}
