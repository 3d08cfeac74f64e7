package dev.weir.scalers.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a trigger's parameters. Every problem is kept and reported at once by {@link #build}; a parameter with a
 * problem reads as its default or as a placeholder until then. Which sources a parameter may come from, and in which order,
 * is part of its declaration: {@code params.text("host").from(METADATA, AUTH, ENV).required()}.
 *
 * <p>Values follow KEDA's rules: numbers are JSON literals, booleans are {@code 1 t T TRUE true True 0 f F FALSE false
 * False}, durations are Go syntax or bare milliseconds, lists are split on commas and trimmed, a blank value is an absent
 * one. Not safe for use by several threads.
 */
public final class Params {

    /** Where a parameter may be given. */
    public enum From {
        /** The trigger's {@code metadata}. */
        METADATA,
        /** A TriggerAuthentication. */
        AUTH,
        /** The environment variable that {@code metadata.<name>FromEnv} names. */
        ENV
    }

    private final TriggerSpec spec;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final Map<String, Declared> declarations = new LinkedHashMap<>();

    public Params(TriggerSpec spec) {
        this.spec = spec;
    }

    public TriggerSpec spec() {
        return spec;
    }

    /** Starts the declaration of a text parameter; further names are aliases, tried in order. Read from metadata only unless said otherwise. */
    public Param<String> text(String name, String... aliases) {
        return param(text -> text, "text", name, aliases);
    }

    public Param<Long> integer(String name, String... aliases) {
        return param(Literals::integer, "a whole number such as 5", name, aliases);
    }

    public Param<Double> number(String name, String... aliases) {
        return param(Literals::number, "a number such as 5 or 2.5", name, aliases);
    }

    public Param<Boolean> bool(String name, String... aliases) {
        return param(Literals::bool, "true or false", name, aliases);
    }

    /** Go syntax such as {@code 1m30s}, or bare milliseconds. */
    public Param<Duration> duration(String name, String... aliases) {
        return param(Literals::duration, "a duration such as 500ms, 3s or 1m30s, or whole milliseconds", name, aliases);
    }

    public Param<List<String>> list(String name, String... aliases) {
        return param(text -> Literals.list(text, ","), "a list separated by commas", name, aliases);
    }

    /** A list split on semicolons. */
    public Param<List<String>> semicolons(String name, String... aliases) {
        return param(text -> Literals.list(text, ";"), "a list separated by semicolons", name, aliases);
    }

    /** {@code k=v,k=v}. */
    public Param<Map<String, String>> map(String name, String... aliases) {
        return param(Literals::map, "pairs such as a=1,b=2", name, aliases);
    }

    /** A URL query string, {@code a=1&b=2}. */
    public Param<Map<String, String>> query(String name, String... aliases) {
        return param(Literals::query, "a query string such as a=1&b=2", name, aliases);
    }

    /** A constant, found by its {@code toString} as written in manifests. */
    public <E extends Enum<E>> Param<E> oneOf(Class<E> type, String name, String... aliases) {
        return param(text -> Literals.constant(type, text), "one of " + Literals.names(type), name, aliases);
    }

    private <T> Param<T> param(Function<String, T> parse, String accepted, String name, String... aliases) {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(List.of(aliases));
        return new Param<>(this, names, parse, accepted);
    }

    /** Whether the trigger's metadata names the parameter at all, however wrong its value. */
    public boolean isGiven(String name) {
        return raw(List.of(name), List.of(From.METADATA)) != null;
    }

    /** Adds a problem that is about a parameter; {@code what} completes the sentence and shows no secret. */
    public void problem(String parameter, String what) {
        problems.add(TriggerSentence.about(spec, parameter, what));
    }

    /** Adds a problem that is about the trigger beside its parameters. */
    public void wrong(String what) {
        problems.add(spec.label() + ": " + what);
    }

    /**
     * Adds a problem if a library that the type needs is not on the class path; loads no more of it than this class.
     *
     * @param className of the library
     * @param coordinates under which Maven Central has it
     */
    public void needs(String className, String coordinates) {
        try {
            Class.forName(className, false, Params.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            wrong("needs a library that this Weir does not have; put " + coordinates + " on its class path");
        }
    }

    /** Adds a problem unless {@code holds}. */
    public void require(boolean holds, String parameter, String what) {
        if (!holds) {
            problem(parameter, what);
        }
    }

    /** Adds a problem if a target is absent or 0, unless a formula makes it irrelevant. */
    public void requireTarget(String parameter, @Nullable Number target) {
        boolean unreadable = target == null && isGiven(parameter);
        require(
                spec.composite() || unreadable || (target != null && target.doubleValue() != 0),
                parameter,
                "must be given and not 0");
    }

    /** Adds a sentence for the user about something accepted without effect. */
    public void warn(String parameter, String what) {
        warnings.add(TriggerSentence.about(spec, parameter, what));
    }

    /** Declares names that are accepted and read elsewhere. */
    public void accept(String... names) {
        declared.addAll(List.of(names));
    }

    /** Declares a name that is accepted and has no effect, whatever stands there. */
    public void ignore(String name) {
        declare(new Declared(List.of(name), List.of(From.METADATA), "anything", "", false));
        if (isGiven(name)) {
            warn(name, "has no effect");
        }
    }

    /** What has been declared so far, in the order of the first declaration of each parameter. */
    public List<Declared> declarations() {
        return List.copyOf(declarations.values());
    }

    /**
     * The trigger's metric type for a type that is not cpu or memory: AverageValue unless given; Utilization and unknown
     * words are problems.
     */
    public MetricType metricType() {
        String given = spec.metricType();
        if (given == null || given.isEmpty()) {
            return MetricType.AverageValue;
        }
        for (MetricType type : List.of(MetricType.AverageValue, MetricType.Value)) {
            if (type.name().equals(given)) {
                return type;
            }
        }
        wrong("metricType is \"" + given + "\"; accepted are AverageValue and Value"
                + (given.equals("Utilization") ? ", Utilization is for cpu and memory triggers only" : ""));
        return MetricType.AverageValue;
    }

    /** The name under which the HPA asks: prefixed with the trigger's index and normalised as KEDA does. */
    public String metricName(String name) {
        StringBuilder normal = new StringBuilder("s").append(spec.index()).append('-');
        name.chars().forEach(c -> normal.append("/.:%()".indexOf(c) >= 0 ? '-' : (char) c));
        return normal.toString();
    }

    /**
     * Makes the configuration if there was no problem. Comes last, when every parameter has been declared.
     *
     * @throws InvalidTriggerException with all problems, and with the warnings: a name that is unknown is often the reason
     *     why another is missing
     */
    public <C> C build(Supplier<C> config) {
        if (!problems.isEmpty()) {
            List<String> all = new ArrayList<>(problems);
            all.addAll(warnings());
            throw new InvalidTriggerException(all);
        }
        return config.get();
    }

    /** Throws if there was any problem. */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidTriggerException(problems);
        }
    }

    /** Problems so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What was warned of, and every metadata key that no declaration has named, with the nearest one that exists. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        spec.metadata().keySet().stream()
                .sorted()
                .filter(key -> !declared.contains(key))
                .forEach(key -> all.add(TriggerSentence.unknown(spec, key, nearest(key))));
        return all;
    }

    /** The word among {@code known} that differs so little that the given one is likely a slip of the hand. */
    public static Optional<String> nearest(String word, Set<String> known) {
        return Literals.nearest(word, known);
    }

    private Optional<String> nearest(String key) {
        return Literals.nearest(key, declared);
    }

    void declare(Declared declaration) {
        declarations.merge(declaration.name(), declaration, Declared::and);
        for (String name : declaration.names()) {
            declared.add(name);
            if (declaration.from().contains(From.ENV)) {
                declared.add(name + "FromEnv");
            }
        }
    }

    /** The first value that is not blank: sources in their order, and within each the names in theirs. */
    @Nullable
    String raw(List<String> names, List<From> sources) {
        for (From source : sources) {
            for (String name : names) {
                String value = raw(name, source);
                if (value != null && !value.isBlank()) {
                    return value.trim();
                }
            }
        }
        return null;
    }

    private @Nullable String raw(String name, From source) {
        return switch (source) {
            case METADATA -> spec.metadata().get(name);
            case AUTH -> spec.authParams().get(name);
            case ENV -> {
                String variable = spec.metadata().get(name + "FromEnv");
                yield variable == null ? null : spec.env().get(variable);
            }
        };
    }
}
