package dev.weir.scalers.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonValueTest {

    private static final JsonValue DOCUMENT =
            JsonValue.parse("{\"a\":{\"b\":[1,\"x\",null,true]},\"n\":7.5,\"w\":7,\"nothing\":null}");

    @Test
    void findsWhatIsThere() {
        assertEquals(4, DOCUMENT.at("a", "b").elements().size());
        assertEquals("x", DOCUMENT.at("a", "b").elements().get(1).text());
        assertEquals(OptionalDouble.of(7.5), DOCUMENT.at("n").number());
        assertEquals(7, DOCUMENT.at("w").whole(IllegalStateException::new));
        assertTrue(DOCUMENT.at("a").isObject());
        assertTrue(DOCUMENT.at("a", "b").isList());
    }

    @Test
    void readsWhatIsNotThereAsAbsent() {
        for (String name : new String[] {"none", "nothing"}) {
            assertTrue(DOCUMENT.at(name).isAbsent());
            assertTrue(DOCUMENT.at(name, "below").isAbsent());
            assertEquals("", DOCUMENT.at(name).text());
            assertEquals(OptionalDouble.empty(), DOCUMENT.at(name).number());
            assertEquals(0, DOCUMENT.at(name).whole(IllegalStateException::new));
            assertTrue(DOCUMENT.at(name).elements().isEmpty());
        }
        assertFalse(DOCUMENT.at("n").isObject());
    }

    @Test
    void saysWhatIsNotWhole() {
        assertEquals(
                "is not whole",
                assertThrows(IllegalStateException.class, () -> DOCUMENT.at("n").whole(IllegalStateException::new))
                        .getMessage());
        assertEquals(
                "is no number",
                assertThrows(IllegalStateException.class, () -> DOCUMENT.at("a").whole(IllegalStateException::new))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{} {}", "NaN", "<html>", "{\"a\":1", "'a'"})
    void refusesWhatIsNotOneDocument(String text) {
        assertThrows(UnusableDocumentException.class, () -> JsonValue.parse(text));
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        assertThrows(UnusableDocumentException.class, () -> JsonValue.parse("[".repeat(100_000)));
    }

    @Test
    void showsNothingOfADocument() {
        assertFalse(DOCUMENT.at("a", "b").elements().get(1).toString().contains("x"));
    }
}
