package dev.weir.controller.manifests;

import dev.weir.controller.manifests.Document.Flaw;
import java.util.ArrayList;
import java.util.List;

/** Bounds what a document may be made of, and collects what is wrong with it. */
final class PartBuilder {

    /** More of them say nothing new. */
    private static final int MOST_FLAWS = 100;

    /** Deeper than any manifest, and far from what a stack can hold. */
    private static final int DEEPEST = 100;

    /** A few lines of aliases can stand for any amount; this much they may stand for in one document. */
    private static final int MOST_ALIASED = 200_000;

    private final List<Flaw> flaws = new ArrayList<>();
    private long aliased;

    List<Flaw> flaws() {
        return flaws;
    }

    void flaw(int line, String message) {
        if (flaws.size() < MOST_FLAWS) {
            flaws.add(new Flaw(line, message));
        }
    }

    /** Before each piece that stands in {@code depth - 1} others. */
    void descend(int line, int depth) {
        if (depth > DEEPEST) {
            throw new UnreadableTextException(line, "is nested too deeply: " + DEEPEST + " levels are allowed");
        }
    }

    /** An alias in place of what it stands for. */
    Part use(Part part, int line) {
        aliased += part.size();
        if (aliased > MOST_ALIASED) {
            throw new UnreadableTextException(
                    line,
                    "has aliases that stand for more than " + MOST_ALIASED
                            + " fields, items and values, which is the limit");
        }
        return part.at(line);
    }
}
