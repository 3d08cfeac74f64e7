package dev.weir.controller.workload;

import dev.weir.scalers.document.Located;
import dev.weir.scalers.spi.Quantity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number out of the text of a ConfigMap or a Secret, by KEDA's rules. Pure; what it throws says nothing of the text. */
record ResourceText(Format format, ValueType valueType, String location) {

    private static final Pattern LEADING_FLOAT =
            Pattern.compile("\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?).*", Pattern.DOTALL);
    private static final Pattern LEADING_INTEGER = Pattern.compile("\\s*([+-]?[0-9]+).*", Pattern.DOTALL);

    /** How the text is written; spelt as in manifests. */
    enum Format {
        number,
        json,
        yaml
    }

    /** What number is wanted; spelt as in manifests. */
    enum ValueType {
        float64,
        int64,
        quantity
    }

    /** @throws IllegalArgumentException if there is no such number, saying what is there instead */
    double read(String text) {
        return switch (format) {
            case number -> plain(text);
            case json -> json(Located.json(text, location));
            case yaml -> yaml(Located.yaml(text, location));
        };
    }

    private double plain(String text) {
        return switch (valueType) {
            case float64 -> leading(LEADING_FLOAT, text);
            case int64 -> leading(LEADING_INTEGER, text);
            case quantity -> quantity(text);
        };
    }

    private double json(@Nullable Object value) {
        if (value instanceof Number number) {
            return valueType == ValueType.int64 ? (long) number.doubleValue() : number.doubleValue();
        }
        if (value instanceof String text && valueType != ValueType.int64) {
            return quantity(text);
        }
        throw unusable(value);
    }

    /** A number is taken as it is, whatever type is wanted, as by KEDA. */
    private double yaml(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            return valueType == ValueType.quantity ? quantity(text) : leading(LEADING_FLOAT, text);
        }
        throw unusable(value);
    }

    /** What follows the number is not looked at, as by KEDA. */
    private static double leading(Pattern number, String text) {
        Matcher found = number.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("the text does not begin with a number");
        }
        return Double.parseDouble(found.group(1));
    }

    private static double quantity(String text) {
        try {
            return Quantity.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the text is no quantity such as 5 or 1500m");
        }
    }

    private IllegalArgumentException unusable(@Nullable Object value) {
        return new IllegalArgumentException(
                value == null
                        ? "valueLocation \"" + location + "\" points to nothing"
                        : "what valueLocation \"" + location + "\" points to is no number of type " + valueType);
    }
}
