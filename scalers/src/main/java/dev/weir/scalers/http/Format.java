package dev.weir.scalers.http;

import dev.weir.scalers.document.Documents;
import dev.weir.scalers.document.DottedPath;
import dev.weir.scalers.document.JsonPath;
import dev.weir.scalers.document.UnusableDocumentException;

/** How a document is written, spelt as in manifests. */
enum Format {
    prometheus {
        @Override
        double read(String document, String location) {
            return Exposition.value(document, location);
        }
    },
    json {
        @Override
        double read(String document, String location) {
            return number(JsonPath.get(Documents.json(document, JsonPath.linewise(location)), location), location);
        }
    },
    xml {
        @Override
        double read(String document, String location) {
            return number(DottedPath.get(Documents.xml(document), location), location);
        }
    },
    yaml {
        @Override
        double read(String document, String location) {
            return number(DottedPath.get(Documents.yaml(document), location), location);
        }
    };

    /**
     * The number at a place of a document.
     *
     * @throws UnusableDocumentException if there is none
     */
    abstract double read(String document, String location);

    private static double number(@org.jspecify.annotations.Nullable Object value, String location) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return dev.weir.scalers.spi.Quantity.parse(text);
            } catch (NumberFormatException e) {
                throw new UnusableDocumentException("what valueLocation \"" + location
                        + "\" points to is a text that is no quantity such as 5 or 1500m");
            }
        }
        throw new UnusableDocumentException(
                value == null
                        ? "valueLocation \"" + location + "\" points to nothing"
                        : "what valueLocation \"" + location + "\" points to is neither a number nor a text");
    }
}
