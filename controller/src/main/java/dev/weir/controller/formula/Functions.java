package dev.weir.controller.formula;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built-in functions of expr, by name. */
final class Functions {

    private static final Set<String> LOOPS = Set.of(
            "all",
            "none",
            "any",
            "one",
            "filter",
            "map",
            "count",
            "sum",
            "find",
            "findIndex",
            "findLast",
            "findLastIndex",
            "sortBy",
            "reduce");
    private static final Set<String> NUMBERS = Set.of(
            "abs", "ceil", "floor", "round", "int", "float", "max", "min", "mean", "median", "bitand", "bitor",
            "bitxor", "bitnand", "bitshl", "bitshr", "bitushr", "bitnot");
    private static final Set<String> TEXTS = Set.of(
            "string",
            "type",
            "trim",
            "trimPrefix",
            "trimSuffix",
            "upper",
            "lower",
            "split",
            "splitAfter",
            "replace",
            "repeat",
            "join",
            "indexOf",
            "lastIndexOf",
            "hasPrefix",
            "hasSuffix");
    private static final Set<String> LISTS =
            Set.of("len", "first", "last", "get", "take", "reverse", "uniq", "concat", "flatten", "sort");
    private static final Set<String> TIMES = Set.of("now", "duration", "date");
    /** Known to expr and left out here: what formulas over numbers have no use for. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "groupBy",
            "toJSON",
            "fromJSON",
            "toBase64",
            "fromBase64",
            "timezone",
            "keys",
            "values",
            "toPairs",
            "fromPairs");

    /** All of them, supported or not: none can name a variable. */
    static final Set<String> ALL = Stream.of(LOOPS, NUMBERS, TEXTS, LISTS, TIMES, UNSUPPORTED)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private Functions() {}

    static Typed builtin(Compiler compiler, Syntax tree) {
        String name = tree.text();
        if (UNSUPPORTED.contains(name)) {
            throw new Fault(tree.at(), "the function " + name + " is not supported in formulas");
        }
        if (HistoryFunctions.isWindow(compiler.names, tree)) {
            return HistoryFunctions.call(compiler, tree);
        }
        if (LOOPS.contains(name)) {
            return LoopFunctions.compile(compiler, tree);
        }
        if (name.equals("get")) {
            return ListFunctions.get(compiler, tree);
        }
        List<Typed> arguments = compiler.all(tree.parts());
        if (NUMBERS.contains(name)) {
            return NumberFunctions.compile(tree, arguments);
        }
        if (LISTS.contains(name)) {
            return ListFunctions.compile(tree, arguments);
        }
        return TEXTS.contains(name) ? TextFunctions.compile(tree, arguments) : Durations.function(tree, arguments);
    }

    static void count(Syntax tree, List<Typed> arguments, int least, int most) {
        int given = arguments.size();
        if (given < least || given > most) {
            String expected = least == most ? String.valueOf(least) : least + " to " + most;
            throw new Fault(
                    tree.at(),
                    tree.text() + " expects " + expected + (most == 1 ? " argument" : " arguments") + ", given "
                            + given);
        }
    }

    static Fault wrong(Syntax tree, Typed argument, String expected) {
        return new Fault(argument.at(), tree.text() + " expects " + expected + ", given " + argument.type());
    }
}
