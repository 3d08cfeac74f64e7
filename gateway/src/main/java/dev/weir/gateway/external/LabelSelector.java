package dev.weir.gateway.external;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Kubernetes label selector: requirements that all hold.
 *
 * @param requirements in the order written
 */
record LabelSelector(List<Requirement> requirements) {

    /**
     * One requirement.
     *
     * @param text as written, for messages
     * @param key the label
     * @param equality whether it asks for one exact value
     * @param value the value asked for; empty unless an equality
     */
    record Requirement(String text, String key, boolean equality, String value) {}

    LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /**
     * Reads equality terms ({@code a=b}, {@code a==b}, {@code a!=b}), set terms ({@code a in (b,c)}, {@code a notin (b)},
     * {@code a}, {@code !a}) and comparisons ({@code a>1}, {@code a<1}), joined by commas.
     *
     * @throws InvalidSelectorException if the text is no selector
     */
    static LabelSelector parse(String text) {
        return text.isBlank() ? new LabelSelector(List.of()) : new SelectorParser(text).parse();
    }

    /** The first requirement that is not an equality. */
    Optional<Requirement> firstOfSet() {
        return requirements.stream().filter(term -> !term.equality()).findFirst();
    }

    /** The value asked for a label; of several the last, empty text if none. */
    String valueOf(String key) {
        List<String> values = new ArrayList<>(List.of(""));
        requirements.stream()
                .filter(term -> term.equality() && term.key().equals(key))
                .forEach(term -> values.add(term.value()));
        return values.get(values.size() - 1);
    }
}
