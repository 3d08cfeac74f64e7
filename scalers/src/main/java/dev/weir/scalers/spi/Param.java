package dev.weir.scalers.spi;

import dev.weir.scalers.spi.Params.From;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one parameter. Ends with {@link #required}, {@link #orElse} or {@link #orNull}, which read it.
 *
 * @param <T> the type it is read as
 */
public final class Param<T> {

    private final Params params;
    private final List<String> names;
    private final Function<String, T> parse;
    private final String accepted;
    private List<From> sources = List.of(From.METADATA);

    Param(Params params, List<String> names, Function<String, T> parse, String accepted) {
        this.params = params;
        this.names = List.copyOf(names);
        this.parse = parse;
        this.accepted = accepted;
    }

    /** Where it may be given; the first that is not blank wins. */
    public Param<T> from(From... sources) {
        this.sources = List.of(sources);
        return this;
    }

    /** A problem if it is not given. The placeholder that is then returned is never used: {@link Params#build} throws. */
    @SuppressWarnings("NullAway")
    public T required() {
        T value = read("", true);
        if (value == null && params.raw(names, sources) == null) {
            params.problem(names.get(0), "is missing; give " + accepted + places());
        }
        return value;
    }

    public T orElse(T otherwise) {
        T value = read(Literals.written(otherwise), false);
        return value == null ? otherwise : value;
    }

    /** Null if it is not given, or wrong: then a problem is kept. */
    public @Nullable T orNull() {
        return read("", false);
    }

    private @Nullable T read(String otherwise, boolean required) {
        params.declare(new Declared(names, sources, accepted, otherwise, required));
        String raw = params.raw(names, sources);
        if (raw == null) {
            return null;
        }
        try {
            return parse.apply(raw);
        } catch (IllegalArgumentException e) {
            params.problem(names.get(0), "is " + shown(raw) + "; accepted is " + accepted);
            return null;
        }
    }

    /** What was given, unless it came from where secrets come from. */
    private String shown(String raw) {
        boolean inManifest = raw.equals(params.raw(names, List.of(From.METADATA)));
        return inManifest
                ? "\"" + (raw.length() > 80 ? raw.substring(0, 80) + "…" : raw) + "\""
                : "not usable (value hidden)";
    }

    private String places() {
        StringBuilder text = new StringBuilder(" in ");
        for (int i = 0; i < sources.size(); i++) {
            text.append(i == 0 ? "" : " or ")
                    .append(
                            switch (sources.get(i)) {
                                case METADATA -> "metadata." + names.get(0);
                                case AUTH -> "a TriggerAuthentication";
                                case ENV -> "an environment variable named by metadata." + names.get(0) + "FromEnv";
                            });
        }
        return text.toString();
    }
}
