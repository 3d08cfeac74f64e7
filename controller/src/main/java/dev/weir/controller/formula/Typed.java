package dev.weir.controller.formula;

/** A node, and what the checks of expr know of its value. The node may know less or more: see {@link Node#shape}. */
record Typed(Type type, Node node) {

    int at() {
        return node.at;
    }

    boolean isConstant(Class<?> kind) {
        return node instanceof Constant constant && kind.isInstance(constant.value);
    }

    Fault mismatch(String what) {
        return new Fault(at(), what + ", given " + type);
    }
}
