package dev.weir.controller.controlplane;

import java.util.List;

/** An object cannot be served as it is; every reason at once, in words for its owner. */
final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    CheckFailedException(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
