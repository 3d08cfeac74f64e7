package dev.weir.gateway.external;

import java.util.Optional;

/** Whether a text is a label selector. */
public final class SelectorSyntax {

    private SelectorSyntax() {}

    /** What is wrong with it, as a sentence; empty if nothing is. */
    public static Optional<String> mistake(String text) {
        try {
            new SelectorParser(text).parse();
            return Optional.empty();
        } catch (InvalidSelectorException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
