package dev.weir.scalers.stores;

import java.time.Duration;
import java.util.Map;

/**
 * What a store said.
 *
 * @param values by key; secret. A store that keeps one text answers with it under the empty key
 * @param goodFor when to ask again at the latest
 */
public record StoreAnswer(Map<String, String> values, Duration goodFor) {

    public StoreAnswer {
        values = Map.copyOf(values);
    }

    static StoreAnswer of(String text, Duration goodFor) {
        return new StoreAnswer(Map.of("", text), goodFor);
    }

    /** The text of a store that keeps one. */
    public String text() {
        return values.getOrDefault("", "");
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "StoreAnswer[" + values.keySet() + ", goodFor=" + goodFor + "]";
    }
}
