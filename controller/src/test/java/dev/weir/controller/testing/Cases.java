package dev.weir.controller.decision;

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
import org.junit.jupiter.api.DynamicTest;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Cases from files under {@code decision/}: a list of maps with a name each. */
final class Cases {

    private Cases() {}

    /** One test for each case of a file. */
    static Stream<DynamicTest> in(String file, Consumer<Fields> test) {
        try (InputStream in = Cases.class.getResourceAsStream("/decision/" + file)) {
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
    static final class Fields {

        private final Map<?, ?> map;
        private final Set<Object> read = new HashSet<>();

        Fields(Object map) {
            this.map = (Map<?, ?>) map;
        }

        boolean has(String key) {
            return get(key) != null;
        }

        String text(String key) {
            return (String) get(key);
        }

        String text(String key, String otherwise) {
            return has(key) ? text(key) : otherwise;
        }

        boolean flag(String key) {
            return Boolean.TRUE.equals(get(key));
        }

        Integer number(String key) {
            return (Integer) get(key);
        }

        int number(String key, int otherwise) {
            return has(key) ? number(key) : otherwise;
        }

        OptionalInt optional(String key) {
            return has(key) ? OptionalInt.of(number(key)) : OptionalInt.empty();
        }

        Double decimal(String key) {
            return has(key) ? ((Number) get(key)).doubleValue() : null;
        }

        List<Double> decimals(String key) {
            return list(key).stream().map(n -> ((Number) n).doubleValue()).toList();
        }

        List<?> list(String key) {
            return has(key) ? (List<?>) get(key) : List.of();
        }

        List<Fields> maps(String key) {
            return list(key).stream().map(Fields::new).toList();
        }

        Fields map(String key) {
            return new Fields(get(key));
        }

        void assertAllRead() {
            assertEquals(Set.of(), minusRead(), "keys that the test does not know");
        }

        private Set<Object> minusRead() {
            Set<Object> unread = new HashSet<>(map.keySet());
            unread.removeAll(read);
            return unread;
        }

        private Object get(String key) {
            read.add(key);
            return map.get(key);
        }
    }
}
