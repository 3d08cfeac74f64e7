package dev.weir.jmh.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be measured, and which options go with it. */
enum Mode {
    CROWD("", "--objects", "--queries", "--seconds", "--rate", "--connections", "--baseline"),
    ACTIVATION("--activation", "--queries", "--interval"),
    AGGREGATED("--aggregated", "--objects", "--queries", "--seconds"),
    REST("--rest", "--queries", "--seconds", "--interval", "--replicas", "--jvm"),
    FOOTPRINT("--footprint", "--queries", "--seconds", "--interval", "--plot", "--jvm");

    private final String option;
    private final List<String> takes;

    Mode(String option, String... takes) {
        this.option = option;
        this.takes = List.of(takes);
    }

    /** The option that asks for it; empty for what is done without one. */
    String option() {
        return option;
    }

    /** What is asked for by the options that were given. */
    static Mode of(Predicate<String> given) {
        return Arrays.stream(values())
                .filter(mode -> !mode.option.isEmpty() && given.test(mode.option))
                .findFirst()
                .orElse(CROWD);
    }

    /** What is wrong with other options that were given beside this. */
    Optional<String> problem(Predicate<String> given) {
        return Arrays.stream(values())
                .filter(other -> other != this)
                .flatMap(other -> Stream.concat(Stream.of(other.option), other.takes.stream()))
                .filter(other -> !other.isEmpty() && !takes.contains(other) && given.test(other))
                .findFirst()
                .map(other -> option.isEmpty()
                        ? other + " goes with " + takers(other) + " only"
                        : option + " and " + other + " exclude each other");
    }

    private static String takers(String option) {
        return Arrays.stream(values())
                .filter(mode -> mode.takes.contains(option))
                .map(Mode::option)
                .collect(Collectors.joining(" or "));
    }
}
