package dev.weir.cache.cluster;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A record, component by component. */
final class RecordShape implements Shape {

    private record Part(String name, Shape shape, boolean nullable, Method accessor) {}

    private final List<Part> parts;
    private final Constructor<?> constructor;

    private RecordShape(List<Part> parts, Constructor<?> constructor) {
        this.parts = parts;
        this.constructor = constructor;
    }

    /** @throws IllegalArgumentException if a component is of a type that does not travel */
    static RecordShape of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : components) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            parts.add(new Part(
                    component.getName(),
                    Shape.of(component.getGenericType()),
                    !component.getType().isPrimitive(),
                    accessor));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RecordShape(List.copyOf(parts), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is a record without its constructor", e);
        }
    }

    @Override
    public void write(Object value, BytesOut out) {
        for (Part part : parts) {
            Object component = get(part, value);
            if (part.nullable()) {
                Shape.writeNullable(part.shape(), component, out);
            } else {
                part.shape().write(component, out);
            }
        }
    }

    private static Object get(Part part, Object value) {
        try {
            return part.accessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a reading's " + part.name() + " cannot be read", e);
        }
    }

    @Override
    public Object read(Bytes in) {
        Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            values[i] = !part.nullable() || in.flag() ? part.shape().read(in) : null;
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // The record itself refuses such values.
            throw new MalformedException("no reading: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a reading cannot be made", e);
        }
    }

    @Override
    public String signature() {
        return parts.stream()
                .map(part -> part.name() + ":" + part.shape().signature())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
