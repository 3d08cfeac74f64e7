package dev.weir.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    @Test
    void printsTheValue() {
        assertEquals(0, run("max(a, b) / 2", "a=5", "b=-1.5e1"));
        assertEquals("2.5", out.toString().strip());
        assertEquals("", err.toString());
    }

    @Test
    void takesNilForATriggerThatFailed() {
        assertEquals(0, run("a ?? 7", "a=nil"));
        assertEquals("7.0", out.toString().strip());
        assertEquals(1, run("a + 1", "a=nil"));
        assertTrue(err.toString().contains("trigger a has no value"), err.toString());
    }

    @Test
    void pointsAtWhatIsWrong() {
        assertEquals(1, run("a + oops", "a=1"));
        assertTrue(err.toString().contains("unknown name oops, expected one of a"), err.toString());
        assertTrue(err.toString().contains("\n | a + oops\n |     ^"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void answersInOneDocument() {
        assertEquals(0, run("-o", "json", "a * 2", "a=1.25"));
        assertEquals(new JsonObject().put("value", 2.5), new JsonObject(out.toString()));
    }

    @Test
    void saysInJsonWhereTheProblemIs() {
        assertEquals(1, run("-o", "json", "a *", "a=1"));
        var answer = new JsonObject(out.toString());
        assertEquals(1, answer.getInteger("line"));
        assertEquals(4, answer.getInteger("column"));
        assertTrue(answer.getString("error").contains("expected"), answer.encode());
    }

    @Test
    void answersEachLine() {
        input = """
                {"formula": "a + b", "values": {"a": 1, "b": 2.5}}
                {"formula": "a ?? nil", "values": {"a": null}}

                {"formula": "1 / 0", "values": {}}
                {"formula": "a > 1", "values": {"a": 1}}
                {"formula": 5}
                {"formula": "a", "values": {"a": "x"}}
                nonsense
                {"formula": "7"}
                """;
        assertEquals(1, run("-"));
        List<JsonObject> answers = new ArrayList<>();
        out.toString().lines().map(JsonObject::new).forEach(answers::add);
        assertEquals(8, answers.size());
        assertEquals(3.5, answers.get(0).getDouble("value"));
        assertTrue(answers.get(1).containsKey("value") && answers.get(1).getValue("value") == null);
        assertEquals("Infinity", answers.get(2).getString("value"));
        for (JsonObject wrong : answers.subList(3, 7)) {
            assertTrue(wrong.containsKey("error") && !wrong.containsKey("value"), wrong.encode());
        }
        assertEquals(7.0, answers.get(7).getDouble("value"));
    }

    @Test
    void isFineWhenEachLineIs() {
        input = "{\"formula\": \"a\", \"values\": {\"a\": 1}}";
        assertEquals(0, run("-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a a", "a =1", "a a=x", "a a=1 a=2", "- a=1", "a --frob", "a -o xml"})
    void saysHowItIsUsed(String line) {
        assertEquals(2, line.isEmpty() ? run() : run(line.split(" ")));
        assertTrue(err.toString().contains("Usage: weir formula"), err.toString());
        assertEquals("", out.toString());
    }

    private int run(String... arguments) {
        Runners runners = new Runners(options -> 9, options -> 9, "9.9");
        List<String> all = new ArrayList<>(List.of("formula"));
        all.addAll(List.of(arguments));
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return CommandLineInterface.run(
                runners, in, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
