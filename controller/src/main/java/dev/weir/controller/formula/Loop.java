package dev.weir.controller.formula;

import dev.weir.controller.formula.Node.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One function that goes through a list with a predicate: the slots for {@code #}, {@code #index} and {@code #acc}, and how
 * to fill them. A list that is written out and cannot fail, as {@code [a, b, c]}, is gone through without being made.
 */
final class Loop {

    private final Syntax tree;
    private final Typed list;
    private final boolean hasIndex;
    private final boolean hasResult;
    private final @Nullable List<Node> direct;
    private final int slot;
    private final int index;
    final int result;
    private final int weight;

    Loop(Compiler compiler, Syntax tree, Typed list) {
        this.tree = tree;
        this.list = list;
        hasResult = tree.text().equals("reduce");
        hasIndex = hasResult || tree.text().equals("map");
        direct = list.node() instanceof ListNode literal && literal.isOfPlain(Shape.FLOAT) ? literal.elements() : null;
        slot = compiler.newSlot();
        index = hasIndex ? compiler.newSlot() : -1;
        result = hasResult ? compiler.newSlot() : -1;
        weight = tree.weight();
    }

    Typed pointer(Syntax pointer) {
        int at = pointer.at();
        if (pointer.text().isEmpty()) {
            return new Typed(list.type().elementType(), element(at));
        }
        if (pointer.text().equals("index") && hasIndex) {
            return new Typed(Type.INT, new SlotNode(at, Shape.INT, index));
        }
        if (pointer.text().equals("acc") && hasResult) {
            return new Typed(Type.UNKNOWN, new SlotNode(at, Shape.OTHER, result));
        }
        throw new Fault(
                at,
                "#" + pointer.text() + " is not known here, expected # (or #index in map and reduce, #acc in reduce)");
    }

    /** The list is gone through without being made, and is not empty. */
    boolean isWrittenOut() {
        return direct != null && !direct.isEmpty();
    }

    Node element(int at) {
        return new SlotNode(at, direct != null ? Shape.FLOAT : Shape.OTHER, slot);
    }

    /** @return nothing if the list need not be made */
    @Nullable
    List<?> open(Frame frame) {
        return direct == null ? Lists.list(tree, list.node().value(frame)) : null;
    }

    int size(@Nullable List<?> open) {
        return direct != null ? direct.size() : open == null ? 0 : open.size();
    }

    /** Binds {@code #} to one element. */
    void load(Frame frame, @Nullable List<?> open, int place) {
        frame.step(weight, tree.at());
        if (direct != null) {
            direct.get(place).store(frame, slot);
        } else if (open != null) {
            frame.set(slot, open.get(place));
        }
        if (hasIndex) {
            frame.set(index, (long) place);
        }
    }

    @Nullable
    Object current(Frame frame) {
        return frame.get(slot);
    }
}
