package dev.weir.controller.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.manifests.FieldPath;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value of a wrong type is found at every path of every schema, and nothing falls over. */
final class EveryPathTest {

    private static Checking checking;

    @BeforeAll
    static void open() {
        checking = new Checking();
    }

    @AfterAll
    static void close() throws Exception {
        checking.close();
    }

    static List<String> kinds() {
        return List.copyOf(Schemas.kinds().keySet());
    }

    private record Place(FieldPath path, Schema schema) {}

    @ParameterizedTest
    @MethodSource("kinds")
    void wrongTypesAreFound(String kind) {
        List<Place> places = new ArrayList<>();
        collect(new Schemas().of(kind).properties().get("spec"), FieldPath.ROOT.field("spec"), places);
        assertTrue(places.size() > 5, kind);
        for (Place place : places) {
            List<Object> wrong = new ArrayList<>(wrong(place.schema()));
            wrong.add(new HashMap<>(Map.of("x", List.of(Map.of()))).get("nothing"));
            for (Object value : wrong) {
                expect(kind, place.path(), value);
            }
        }
    }

    private static void expect(String kind, FieldPath path, Object value) {
        String text = new JsonObject()
                .put("apiVersion", Schemas.apiVersion(kind).orElseThrow())
                .put("kind", kind)
                .put("metadata", Map.of("name", "a"))
                .put("spec", around(path.steps().subList(1, path.steps().size()), value))
                .encode();
        List<CheckedObject> objects = checking.objects(List.of(Checking.text("f.json", text)));
        assertEquals(1, objects.size());
        assertTrue(
                objects.get(0).findings().stream()
                        .anyMatch(finding -> finding.severity() == Severity.error
                                && finding.path().equals(path.toString())),
                () -> path + " = " + value + ": " + objects.get(0).findings());
    }

    private static List<Object> wrong(Schema schema) {
        return switch (schema.type()) {
            case "object" -> List.of("x", 5, List.of());
            case "array" -> List.of("x", 5, Map.of());
            case "string" -> List.of(5, true, List.of(), Map.of());
            case "integer", "number" -> List.of("x", true, List.of(), Map.of(), 1e300);
            case "boolean" -> List.of("true", 1, List.of(), Map.of());
            default -> List.of(1.5, true, List.of(), Map.of());
        };
    }

    private static Object around(List<Object> steps, Object value) {
        if (steps.isEmpty()) {
            return value;
        }
        Object inner = around(steps.subList(1, steps.size()), value);
        if (steps.get(0) instanceof Integer) {
            List<Object> list = new ArrayList<>();
            list.add(inner);
            return list;
        }
        Map<String, Object> map = new HashMap<>();
        map.put((String) steps.get(0), inner);
        return map;
    }

    private static void collect(Schema schema, FieldPath path, List<Place> places) {
        if (!schema.type().equals("any") && !(schema.type().equals("number"))) {
            places.add(new Place(path, schema));
        }
        schema.properties().forEach((name, child) -> collect(child, path.field(name), places));
        if (schema.items() != null) {
            collect(schema.items(), path.item(0), places);
        }
        if (schema.additional() != null) {
            collect(schema.additional(), path.field("anything"), places);
        }
    }
}
