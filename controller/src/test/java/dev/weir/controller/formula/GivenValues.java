package dev.weir.controller.formula;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by name, in the order of {@link #names}; null is a trigger that failed. */
record GivenValues(List<@Nullable Double> numbers, Names names, Instant now, double replicas, History history)
        implements Values {

    static GivenValues of(Map<String, @Nullable Double> given) {
        Names names = Names.of(List.copyOf(given.keySet()));
        List<@Nullable Double> numbers = new ArrayList<>(given.values());
        return new GivenValues(numbers, names, Instant.parse("2026-11-24T22:30:00Z"), 3, History.NONE);
    }

    GivenValues with(History remembered) {
        return new GivenValues(numbers, names, now, replicas, remembered);
    }

    @Override
    public boolean has(int place) {
        return numbers.get(place) != null;
    }

    @Override
    public double number(int place) {
        Double number = numbers.get(place);
        if (number == null) {
            throw new IllegalStateException("asked for the value of a trigger that failed");
        }
        return number;
    }
}
