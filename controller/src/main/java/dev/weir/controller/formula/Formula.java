package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/**
 * A formula of scalingModifiers, compiled once and then evaluated for each set of readings, by any thread. What it means is
 * what KEDA makes of it: the value is cast to a float, in one of three ways that depend on the text.
 *
 * <ul>
 *   <li>With {@code ??} in it: nil stays nil, anything else is cast.
 *   <li>Beginning with {@code float(}: taken as it is, and must come to a float.
 *   <li>Otherwise it stands inside {@code float(…)}, so that true or false does not even compile.
 * </ul>
 */
public final class Formula {

    private static final String CAST = "float(";

    private final String text;
    private final Names names;
    private final Node root;
    private final int slots;
    private final boolean nilable;
    /** How far the text that was parsed is ahead of the text that was given. */
    private final int shift;

    private Formula(String text, Names names, Node root, int slots, boolean nilable, int shift) {
        this.text = text;
        this.names = names;
        this.root = root;
        this.slots = slots;
        this.nilable = nilable;
        this.shift = shift;
    }

    /** @throws FormulaException if it is not a formula over these names */
    public static Formula compile(String text, Names names) throws FormulaException {
        boolean nilable = text.contains("??");
        boolean wrapped = !nilable && !text.startsWith(CAST);
        int shift = wrapped ? CAST.length() : 0;
        try {
            Syntax tree = Parser.parse(wrapped ? CAST + text + ")" : text, names);
            var compiler = new Compiler(names);
            Typed compiled = compiler.compile(tree);
            return new Formula(text, names, compiled.node(), compiler.slots(), nilable, shift);
        } catch (Fault fault) {
            throw FormulaException.at(text, fault.at() - shift, fault.reason());
        }
    }

    /** Touches nothing but the values; never throws. */
    public Result evaluate(Values values) {
        try {
            return result(new Frame(values, slots));
        } catch (Fault fault) {
            return new Result.Failed(FormulaException.at(text, fault.at() - shift, fault.reason()));
        }
    }

    /** An evaluation with −1 for every trigger: KEDA takes no formula that fails it. */
    public Result rehearse() {
        return evaluate(new Rehearsal());
    }

    public String text() {
        return text;
    }

    public Names names() {
        return names;
    }

    private Result result(Frame frame) {
        if (root.shape == Node.Shape.FLOAT && !nilable) {
            return new Result.Value(root.number(frame));
        }
        @Nullable Object value = root.value(frame);
        if (nilable) {
            return value == null ? Result.Nil.NIL : new Result.Value(Numbers.toFloat(value, shift));
        }
        if (value instanceof Double number) {
            return new Result.Value(number);
        }
        throw new Fault(
                shift,
                "a formula that begins with float( must come to a float, and this comes to " + Kinds.of(value)
                        + ": put all of it inside float(…)");
    }

    private static final class Rehearsal implements Values {
        @Override
        public boolean has(int place) {
            return true;
        }

        @Override
        public double number(int place) {
            return -1;
        }

        @Override
        public java.time.Instant now() {
            return java.time.Instant.EPOCH;
        }

        @Override
        public double replicas() {
            return 1;
        }

        @Override
        public History history() {
            return (place, statistic, window, percent) -> -1;
        }
    }
}
