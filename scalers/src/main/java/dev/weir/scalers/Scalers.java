package dev.weir.scalers;

import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSentence;
import dev.weir.scalers.spi.TriggerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The trigger types on the class path, found by {@link ServiceLoader}. Immutable; usable from any thread. */
public final class Scalers {

    private static final String KEDA_TYPES = "keda-types.txt";

    private final Map<String, ScalerType> types;
    private final Set<String> kedaTypes;

    private Scalers(Map<String, ScalerType> types, Set<String> kedaTypes) {
        this.types = types;
        this.kedaTypes = kedaTypes;
    }

    /** All types that the class path holds. */
    public static Scalers load() {
        return of(ServiceLoader.load(ScalerType.class));
    }

    /** These types; two with the same name are a mistake of the build. */
    public static Scalers of(Iterable<ScalerType> all) {
        Map<String, ScalerType> types = new TreeMap<>();
        for (ScalerType type : all) {
            ScalerType other = types.put(type.type(), type);
            if (other != null) {
                throw new IllegalStateException(
                        "trigger type " + type.type() + " is both " + other.getClass() + " and " + type.getClass());
            }
        }
        return new Scalers(Collections.unmodifiableMap(types), kedaTypes());
    }

    /** These and more, which need something that the class path alone does not give. */
    public Scalers and(List<? extends ScalerType> more) {
        List<ScalerType> all = new ArrayList<>(types.values());
        all.addAll(more);
        return of(all);
    }

    public Optional<ScalerType> find(String type) {
        return Optional.ofNullable(types.get(type));
    }

    /** Names of all types here, sorted. */
    public Set<String> types() {
        return types.keySet();
    }

    /** Whether KEDA has a type of this name, supported here or not. */
    public boolean knownToKeda(String type) {
        return kedaTypes.contains(type);
    }

    /**
     * Makes the trigger.
     *
     * @throws InvalidTriggerException with every problem of its parameters, or naming the type that is not there
     */
    public Trigger<?> create(TriggerSpec spec, ScalerEnvironment environment) {
        ScalerType type = types.get(spec.type());
        if (type == null) {
            throw new InvalidTriggerException(List.of(spec.label() + ": " + missing(spec.type())));
        }
        return type.create(new Params(spec), environment);
    }

    private String missing(String type) {
        if (knownToKeda(type)) {
            return "trigger type \"" + type + "\" exists in KEDA but is " + TriggerSentence.NOT_YET;
        }
        Set<String> all = new TreeSet<>(types.keySet());
        all.addAll(kedaTypes);
        return "there is no trigger type \"" + type + "\""
                + Params.nearest(type, all)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("");
    }

    private static Set<String> kedaTypes() {
        try (InputStream in = Scalers.class.getResourceAsStream(KEDA_TYPES)) {
            if (in == null) {
                throw new IllegalStateException(KEDA_TYPES + " is missing on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
