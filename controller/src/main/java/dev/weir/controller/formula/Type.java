package dev.weir.controller.formula;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a value at compile time. As in expr there are two ways of not knowing: {@link #UNKNOWN} can be assigned
 * to nothing, {@link #ANY} is the declared result of some functions and takes everything.
 */
record Type(Kind kind, @Nullable Type element) {

    enum Kind {
        UNKNOWN("unknown"),
        ANY("unknown"),
        NIL("nil"),
        BOOL("bool"),
        INT("int"),
        FLOAT("float"),
        STRING("string"),
        LIST("array"),
        STRINGS("array of strings"),
        TIME("time"),
        DURATION("duration"),
        WEEKDAY("weekday"),
        MONTH("month"),
        FUNCTION("function"),
        ENV("$env");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static final Type UNKNOWN = new Type(Kind.UNKNOWN, null);
    static final Type ANY = new Type(Kind.ANY, null);
    static final Type NIL = new Type(Kind.NIL, null);
    static final Type BOOL = new Type(Kind.BOOL, null);
    static final Type INT = new Type(Kind.INT, null);
    static final Type FLOAT = new Type(Kind.FLOAT, null);
    static final Type STRING = new Type(Kind.STRING, null);
    static final Type LIST = new Type(Kind.LIST, null);
    static final Type STRINGS = new Type(Kind.STRINGS, null);
    static final Type TIME = new Type(Kind.TIME, null);
    static final Type DURATION = new Type(Kind.DURATION, null);
    static final Type WEEKDAY = new Type(Kind.WEEKDAY, null);
    static final Type MONTH = new Type(Kind.MONTH, null);
    static final Type FUNCTION = new Type(Kind.FUNCTION, null);
    static final Type ENV = new Type(Kind.ENV, null);

    static Type listOf(Type element) {
        return new Type(Kind.LIST, element);
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN || kind == Kind.ANY;
    }

    boolean isNumber() {
        return kind == Kind.INT || kind == Kind.FLOAT;
    }

    boolean isList() {
        return kind == Kind.LIST || kind == Kind.STRINGS;
    }

    boolean is(Kind... kinds) {
        for (Kind each : kinds) {
            if (kind == each) {
                return true;
            }
        }
        return false;
    }

    /** A number, or a type of Go that is one underneath. */
    boolean isCountable() {
        return is(Kind.INT, Kind.FLOAT, Kind.DURATION, Kind.WEEKDAY, Kind.MONTH);
    }

    Type elementType() {
        if (kind == Kind.STRINGS) {
            return STRING;
        }
        return isUnknown() ? UNKNOWN : element == null ? ANY : element;
    }

    /** The same with nothing said of the elements: what is left of a type that went through a function of Go. */
    Type bare() {
        return kind == Kind.LIST ? LIST : kind == Kind.UNKNOWN ? ANY : this;
    }

    boolean assignableTo(Type other) {
        if (kind == Kind.NIL) {
            return other.is(Kind.ANY, Kind.LIST, Kind.STRINGS, Kind.FUNCTION);
        }
        if (kind == Kind.UNKNOWN || other.is(Kind.UNKNOWN, Kind.NIL)) {
            return false;
        }
        return other.kind == Kind.ANY || kind == other.kind;
    }

    boolean comparableTo(Type other) {
        return isUnknown()
                || other.isUnknown()
                || kind == Kind.NIL
                || other.kind == Kind.NIL
                || isNumber() && other.isNumber()
                || isList() && other.isList()
                || assignableTo(other);
    }

    /** Both are of these kinds, or one is and the other not known, or nothing is known. */
    boolean maybe(Type other, Kind... kinds) {
        return isUnknown() && (other.isUnknown() || other.is(kinds)) || other.isUnknown() && is(kinds);
    }

    @Override
    public String toString() {
        return kind.text;
    }
}
