package dev.weir.cache.cluster;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How values of one type are written: numbers, booleans, strings, enums, instants, durations, lists and records of them.
 * What is an object may be null.
 */
sealed interface Shape permits Shape.Primitive, Shape.ListOf, Shape.EnumOf, RecordShape {

    void write(Object value, BytesOut out);

    Object read(Bytes in);

    /** The same for two types, if and only if they are written the same way. */
    String signature();

    /** A value or null. */
    static void writeNullable(Shape shape, Object value, BytesOut out) {
        out.flag(value != null);
        if (value != null) {
            shape.write(value, out);
        }
    }

    /** The shape of a component's type. */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new ListOf(of(generic.getActualTypeArguments()[0]));
        }
        if (!(type instanceof Class<?> raw)) {
            throw unknown(type);
        }
        if (raw.isEnum()) {
            return new EnumOf(List.of(raw.getEnumConstants()));
        }
        if (raw.isRecord()) {
            return RecordShape.of(raw);
        }
        Primitive primitive = Primitive.BY_TYPE.get(raw);
        if (primitive == null) {
            throw unknown(type);
        }
        return primitive;
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException(
                "readings are made of numbers, booleans, strings, enums, instants, durations,"
                        + " lists and records of these, not of " + type.getTypeName());
    }

    /** What has no parts. */
    enum Primitive implements Shape {
        BOOLEAN {
            @Override
            public void write(Object value, BytesOut out) {
                out.flag((Boolean) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.flag();
            }
        },
        INT {
            @Override
            public void write(Object value, BytesOut out) {
                out.number((Integer) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.number();
            }
        },
        LONG {
            @Override
            public void write(Object value, BytesOut out) {
                out.big((Long) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.big();
            }
        },
        DOUBLE {
            @Override
            public void write(Object value, BytesOut out) {
                out.real((Double) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.real();
            }
        },
        STRING {
            @Override
            public void write(Object value, BytesOut out) {
                out.text((String) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.text();
            }
        },
        INSTANT {
            @Override
            public void write(Object value, BytesOut out) {
                out.instant((Instant) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.instant();
            }
        },
        DURATION {
            @Override
            public void write(Object value, BytesOut out) {
                out.duration((Duration) value);
            }

            @Override
            public Object read(Bytes in) {
                return in.duration();
            }
        };

        static final Map<Class<?>, Primitive> BY_TYPE = Map.ofEntries(
                Map.entry(boolean.class, BOOLEAN),
                Map.entry(Boolean.class, BOOLEAN),
                Map.entry(int.class, INT),
                Map.entry(Integer.class, INT),
                Map.entry(long.class, LONG),
                Map.entry(Long.class, LONG),
                Map.entry(double.class, DOUBLE),
                Map.entry(Double.class, DOUBLE),
                Map.entry(String.class, STRING),
                Map.entry(Instant.class, INSTANT),
                Map.entry(Duration.class, DURATION));

        @Override
        public String signature() {
            return name();
        }
    }

    /** A list; its elements may be null. */
    record ListOf(Shape element) implements Shape {

        @Override
        public void write(Object value, BytesOut out) {
            List<?> list = (List<?>) value;
            out.number(list.size());
            list.forEach(one -> writeNullable(element, one, out));
        }

        @Override
        public Object read(Bytes in) {
            int count = in.count();
            List<Object> list = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                list.add(in.flag() ? element.read(in) : null);
            }
            return Collections.unmodifiableList(list);
        }

        @Override
        public String signature() {
            return "[" + element.signature() + "]";
        }
    }

    /** One of a few names, written as its number. */
    record EnumOf(List<?> constants) implements Shape {

        @Override
        public void write(Object value, BytesOut out) {
            out.number(((Enum<?>) value).ordinal());
        }

        @Override
        public Object read(Bytes in) {
            int number = in.number();
            if (number < 0 || number >= constants.size()) {
                throw new MalformedException("none of " + constants.size() + " constants: " + number);
            }
            return constants.get(number);
        }

        @Override
        public String signature() {
            return "<"
                    + String.join(
                            ",",
                            constants.stream()
                                    .map(one -> ((Enum<?>) one).name())
                                    .toList()) + ">";
        }
    }
}
