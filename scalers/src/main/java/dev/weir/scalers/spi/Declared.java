package dev.weir.scalers.spi;

import dev.weir.scalers.spi.Params.From;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a trigger type says of one of its parameters: the declaration itself, for documentation made from it.
 *
 * @param names the parameter's own, then others it is read under
 * @param from where it may be given, in the order in which they are looked at
 * @param accepted in words
 * @param otherwise what counts where it is not given, as it would be written; empty for nothing
 * @param required whether it has to be given, whatever else is
 */
public record Declared(List<String> names, List<From> from, String accepted, String otherwise, boolean required) {

    public Declared {
        names = List.copyOf(names);
        from = List.copyOf(from);
    }

    public String name() {
        return names.get(0);
    }

    /** Both declarations of a parameter that is read in two ways. */
    Declared and(Declared other) {
        return new Declared(
                joined(names, other.names),
                joined(from, other.from),
                accepted,
                otherwise.isEmpty() ? other.otherwise : otherwise,
                required || other.required);
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
