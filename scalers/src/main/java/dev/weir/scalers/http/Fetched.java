package dev.weir.scalers.http;

import java.util.List;

/**
 * What was answered: one document, or one for each endpoint of a service.
 *
 * @param documents of the endpoints that answered, in their order
 * @param failures why the others did not; only endpoints of a service may fail without failing the poll
 */
public record Fetched(List<String> documents, List<String> failures) {

    public Fetched {
        documents = List.copyOf(documents);
        failures = List.copyOf(failures);
    }

    /** Says how much there is, not what. */
    @Override
    public String toString() {
        return "Fetched[documents=" + documents.size() + ", failures=" + failures.size() + "]";
    }
}
