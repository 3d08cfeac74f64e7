package dev.weir.controller.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code [a, b, c]}. What goes through its elements need not make the list first, if they are plain. */
final class ListNode extends Node {

    private final List<Node> elements;

    ListNode(int at, List<Node> elements) {
        super(at, Shape.OTHER);
        this.elements = elements;
    }

    @Override
    Object value(Frame frame) {
        frame.grow(elements.size(), at);
        List<@Nullable Object> values = new ArrayList<>(elements.size());
        for (Node element : elements) {
            values.add(element.value(frame));
        }
        return values;
    }

    List<Node> elements() {
        return elements;
    }

    boolean isOfPlain(Shape shape) {
        return elements.stream().allMatch(element -> element.isPlain() && element.shape == shape);
    }
}
