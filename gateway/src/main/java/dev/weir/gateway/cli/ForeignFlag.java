package dev.weir.gateway.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A flag of KEDA's that does nothing here: noted where that does no harm, refused where whoever gives it relies on it.
 *
 * @param names with their dashes
 * @param sort whether a value must follow
 * @param refused whether it is refused
 * @param silent values that ask for what is so anyway: nothing is said
 * @param why the rest of a sentence
 */
record ForeignFlag(List<String> names, Sort sort, boolean refused, Set<String> silent, String why) {

    enum Sort {
        /** {@code --flag} or {@code --flag=true}. */
        SWITCH,
        TEXT
    }

    static ForeignFlag noted(String name, Sort sort, String why, String... silent) {
        return new ForeignFlag(names(name), sort, false, Set.of(silent), why);
    }

    static ForeignFlag refused(String name, Sort sort, String why, String... silent) {
        return new ForeignFlag(names(name), sort, true, Set.of(silent), why);
    }

    /** One letter takes one dash too, and klog's flags are spelt with either line. */
    private static List<String> names(String name) {
        if (name.length() == 1) {
            return List.of("-" + name, "--" + name);
        }
        return name.contains("_") ? List.of("--" + name, "--" + name.replace('_', '-')) : List.of("--" + name);
    }

    OptionSpec option() {
        OptionSpec.Builder option = OptionSpec.builder(names.get(0), names.toArray(String[]::new))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true);
        return sort == Sort.SWITCH
                ? option.arity("0..1").fallbackValue("true").build()
                : option.arity("1").build();
    }

    /** About one given value: what is to be logged or why it is refused; empty if there is nothing to say. */
    String sentence(String given) {
        String value = sort == Sort.SWITCH ? GoSwitch.normal(given) : given;
        if (silent.contains(value)) {
            return "";
        }
        String name = names.get(names.size() - 1);
        return refused ? name + ": given \"" + given + "\", but " + why : name + " has no effect: " + why;
    }
}
