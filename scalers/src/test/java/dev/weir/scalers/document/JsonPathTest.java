package dev.weir.scalers.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths over one document; the results are what GJSON's documentation promises. */
final class JsonPathTest {

    private static final String DOCUMENT = """
            {
              "name": {"first": "Tom", "last": "Anderson"},
              "age": 37,
              "children": ["Sara", "Alex", "Jack"],
              "fav.movie": "Deer Hunter",
              "42": "number as key",
              "flags": [true, false, null],
              "nested": [[1, 2], [3, [4]]],
              "friends": [
                {"first": "Dale", "last": "Murphy", "age": 44, "nets": ["ig", "fb", "tw"]},
                {"first": "Roger", "last": "Craig", "age": 68, "nets": ["fb", "tw"], "vip": true},
                {"first": "Jane", "last": "Murphy", "age": 47, "nets": ["ig", "tw"]}
              ],
              "columns": {"id": [1, 2], "v": ["a", "b"]},
              "text": "{\\"inner\\": 5}"
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "name.last § Anderson",
                "age § 37",
                "children.# § 3",
                "children.1 § Alex",
                "children.9 § null",
                "child*.2 § Jack",
                "c?ildren.0 § Sara",
                "fav\\.movie § Deer Hunter",
                "42 § number as key",
                "friends.#.first § [Dale, Roger, Jane]",
                "friends.#.vip § [true]",
                "friends.#.nets.# § [3, 2, 2]",
                "friends.#.nets|# § 3",
                "friends.1.last § Craig",
                "friends.#(last==\"Murphy\").first § Dale",
                "friends.#(last=\"Murphy\").first § Dale",
                "friends.#(last==\"Murphy\")#.first § [Dale, Jane]",
                "friends.#(age>45)#.last § [Craig, Murphy]",
                "friends.#(age>=47)#|# § 2",
                "friends.#(age>45)#|0.last § Craig",
                "friends.#(age<1)#.last § []",
                "friends.#(age<1).last § null",
                "friends.#(first%\"D*\").last § Murphy",
                "friends.#(first!%\"D*\").last § Craig",
                "friends.#(nets.#(==\"fb\"))#.first § [Dale, Roger]",
                "friends.#(vip).first § Roger",
                "friends.#(vip==~true)#.first § [Roger]",
                "friends.#(vip==~false)#.first § [Dale, Jane]",
                "children.#(!=\"Sara\") § Alex",
                "children.#(>\"K\")# § [Sara]",
                "children|@reverse § [Jack, Alex, Sara]",
                "children.@reverse.0 § Jack",
                "name.@keys § [first, last]",
                "name|@values|1 § Anderson",
                "nested.@flatten § [1, 2, 3, [4]]",
                "nested|@flatten:{\"deep\":true} § [1, 2, 3, 4]",
                "text.@fromstr.inner § 5",
                "columns.@group.1.v § b",
                "friends.@join.vip § true",
                "friends.@dig:age § [44, 68, 47]",
                "@this.age § 37",
                "@this|age § 37",
                "[age,name.first] § [37, Tom]",
                "{\"a\":age,name.first}.a § 37",
                "name.@nosuch § null",
                "age.more § null",
                "children.first § null",
                "flags.2 § null",
                "!5 § 5",
            })
    void findsWhatThePathSays(String path, String expected) {
        assertEquals(expected, JsonPath.text(shown(JsonPath.get(Documents.json(DOCUMENT, false), path))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {"..# § 3", "..1.n § 2", "..#.n § [1, 2, 3]", "..#(n>1)#|# § 2"})
    void readsLines(String path, String expected) {
        assertEquals(
                expected,
                JsonPath.text(shown(JsonPath.get(Documents.json("{\"n\":1}\n{\"n\":2}\n{\"n\":3}", true), path))));
    }

    @Test
    void takesTheFirstOfTwoEqualNames() {
        assertEquals(1.0, JsonPath.get(Documents.json("{\"a\":1,\"a\":2}", false), "a"));
    }

    @Test
    void survivesHostilePathsAndDocuments() {
        Object document = Documents.json("[".repeat(100_000), false);
        for (String path :
                List.of("#(", "#)", "#(#(#(", "@", "[", "{", "{:", "\\", "#(a==", "|||", "...", "#[a]#", "@flatten:")) {
            JsonPath.get(document, path);
            JsonPath.get(Documents.json(DOCUMENT, false), path);
        }
        JsonPath.get(document, "0.".repeat(2000));
        assertThrows(UnusableDocumentException.class, () -> JsonPath.get(document, "a".repeat(5000)));
    }

    /** Whole numbers without a fraction, as JSON writes them. */
    private static Object shown(Object value) {
        if (value instanceof List<?> list) {
            return Arrays.asList(list.stream().map(JsonPathTest::shown).toArray());
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        return value instanceof Double d && d == Math.rint(d) ? (Object) d.longValue() : value;
    }
}
