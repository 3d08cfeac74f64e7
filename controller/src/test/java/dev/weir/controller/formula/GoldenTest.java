package dev.weir.controller.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What expr-lang itself answered, by the program beside the file, we answer to the last bit. */
final class GoldenTest {

    @Test
    void answersAsExprDoes() throws IOException {
        List<String> lines = lines();
        List<String> wrong = new ArrayList<>();
        int leftOut = 0;
        for (String line : lines) {
            var vector = new JsonObject(line);
            String answer = answer(vector);
            leftOut += answer.equals("left out") ? 1 : 0;
            if (!answer.equals("left out") && !answer.equals(expected(vector))) {
                wrong.add(line + " but got " + answer);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(lines.size() - leftOut > 5000, lines.size() + " vectors, " + leftOut + " left out");
        assertTrue(leftOut < 10, leftOut + " left out");
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = GoldenTest.class.getResourceAsStream("/formula/golden/golden.jsonl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String expected(JsonObject vector) {
        String value = vector.getString("value");
        return value == null
                ? vector.getString("error")
                : value.equals("nil") ? value : bits(Double.parseDouble(value.replace("Inf", "Infinity")));
    }

    private static String answer(JsonObject vector) {
        Map<String, @Nullable Double> given = new LinkedHashMap<>();
        vector.getJsonObject("values")
                .forEach(entry -> given.put(
                        entry.getKey(), entry.getValue() == null ? null : ((Number) entry.getValue()).doubleValue()));
        GivenValues values = GivenValues.of(given);
        try {
            Result result =
                    Formula.compile(vector.getString("formula"), values.names()).evaluate(values);
            return result instanceof Result.Value value
                    ? bits(value.number())
                    : result instanceof Result.Nil ? "nil" : "run";
        } catch (FormulaException e) {
            boolean supported = !e.reason().contains("not supported") || "compile".equals(vector.getString("error"));
            return supported ? "compile" : "left out";
        }
    }

    private static String bits(double number) {
        return number + " (" + Long.toHexString(Double.doubleToLongBits(number)) + ")";
    }
}
