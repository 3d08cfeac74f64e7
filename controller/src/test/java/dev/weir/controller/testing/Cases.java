package dev.weir.controller.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Cases from YAML files among the test resources: a list of maps with a name each. */
public final class Cases {

    private Cases() {}

    /** One test for each case of a file, named from the root of the resources without a leading slash. */
    public static Stream<DynamicTest> in(String file, Consumer<Fields> test) {
        try (InputStream in = Cases.class.getResourceAsStream("/" + file)) {
            assertNotNull(in, file);
            List<?> cases =
                    (List<?>) new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(in);
            return cases.stream()
                    .map(Fields::new)
                    .map(fields -> DynamicTest.dynamicTest(fields.text("name"), () -> {
                        test.accept(fields);
                        fields.assertAllRead();
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A map that notices when a test overlooks one of its keys. */
    public static final class Fields {

        private final Map<?, ?> map;
        private final Set<Object> read = new HashSet<>();

        public Fields(Object map) {
            this.map = (Map<?, ?>) map;
        }

        public boolean has(String key) {
            return get(key) != null;
        }

        public @Nullable String text(String key) {
            return (String) get(key);
        }

        public @Nullable String text(String key, @Nullable String otherwise) {
            return has(key) ? text(key) : otherwise;
        }

        public boolean flag(String key) {
            return Boolean.TRUE.equals(get(key));
        }

        public @Nullable Integer number(String key) {
            return (Integer) get(key);
        }

        public int number(String key, int otherwise) {
            return has(key) ? number(key) : otherwise;
        }

        public OptionalInt optional(String key) {
            return has(key) ? OptionalInt.of(number(key)) : OptionalInt.empty();
        }

        public @Nullable Double decimal(String key) {
            return has(key) ? ((Number) get(key)).doubleValue() : null;
        }

        public List<Double> decimals(String key) {
            return list(key).stream().map(n -> ((Number) n).doubleValue()).toList();
        }

        public List<?> list(String key) {
            return has(key) ? (List<?>) get(key) : List.of();
        }

        public List<Fields> maps(String key) {
            return list(key).stream().map(Fields::new).toList();
        }

        public Fields map(String key) {
            return new Fields(get(key));
        }

        /** The value of a key as YAML gives it: map, list or scalar; null if absent. */
        public @Nullable Object any(String key) {
            return get(key);
        }

        public void assertAllRead() {
            assertEquals(Set.of(), minusRead(), "keys that the test does not know");
        }

        private Set<Object> minusRead() {
            Set<Object> unread = new HashSet<>(map.keySet());
            unread.removeAll(read);
            return unread;
        }

        private @Nullable Object get(String key) {
            read.add(key);
            return map.get(key);
        }
    }
}
