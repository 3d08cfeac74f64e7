package dev.weir.scalers.spi;

import java.util.List;

/** A trigger that cannot be made, with every reason at once. The problems are shown to users and hold no secret. */
public final class InvalidTriggerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidTriggerException(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each problem; each names the trigger and the parameter. */
    public List<String> problems() {
        return problems;
    }
}
