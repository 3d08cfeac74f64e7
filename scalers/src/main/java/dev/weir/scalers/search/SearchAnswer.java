package dev.weir.scalers.search;

import dev.weir.scalers.document.Decimals;
import dev.weir.scalers.document.Documents;
import dev.weir.scalers.document.JsonPath;
import dev.weir.scalers.document.UnusableDocumentException;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a search came to, before any trigger looks for its value.
 *
 * @param refusal what the server answered instead of a result, in words; empty where it answered one
 * @param body the document
 */
public record SearchAnswer(String refusal, String body) {

    static Trigger<SearchAnswer> trigger(SearchConfig config, ScalerEnvironment environment, List<String> warnings) {
        return Trigger.of(
                new SearchSource(config, environment),
                config.metric(),
                interpreter(config.valueLocation(), config.ignoreNullValues(), config.activation()),
                warnings);
    }

    /** The number at the location; null and nothing are 0 where the trigger says so. */
    static Interpreter<SearchAnswer> interpreter(String location, boolean ignoreNullValues, double activation) {
        return answer -> {
            try {
                return outcome(answer, location, ignoreNullValues, activation);
            } catch (UnusableDocumentException e) {
                return new Outcome.Rejected(String.valueOf(e.getMessage()));
            }
        };
    }

    private static Outcome outcome(SearchAnswer answer, String location, boolean ignoreNullValues, double activation) {
        Object found = JsonPath.get(Documents.json(answer.body, JsonPath.linewise(location)), location);
        if (found == null) {
            Outcome instead = ignoreNullValues
                    ? Outcome.above(0, activation)
                    : new Outcome.Rejected("valueLocation \"" + location + "\" points to nothing"
                            + (answer.refusal.isEmpty() ? "" : "; " + answer.refusal));
            return new Outcome.Empty(ignoreNullValues, instead);
        }
        OptionalDouble number = number(found);
        return number.isPresent()
                ? Outcome.above(number.getAsDouble(), activation)
                : new Outcome.Rejected("what valueLocation \"" + location + "\" points to is no number");
    }

    private static OptionalDouble number(@Nullable Object value) {
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        return value instanceof String text ? Decimals.parse(text) : OptionalDouble.empty();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "SearchAnswer[" + (refusal.isEmpty() ? body.length() + " characters" : refusal) + "]";
    }
}
