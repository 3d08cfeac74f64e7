package dev.weir.controller.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.formula.History.Statistic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaTest {

    private static final History EIGHT = (place, statistic, window, percent) ->
            place == 0 ? statistic.ordinal() + window.toMinutes() / 100.0 + percent / 1000 : Double.NaN;

    private final GivenValues values = GivenValues.of(given());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a + unknown           | 1 | 5 | unknown name unknown, expected one of a, b
                    a +                   | 1 | 4 | expected a number, a trigger, a function
                    (a                    | 1 | 3 | expected "," or ")"
                    a % 2                 | 1 | 3 | % expects two ints (cast with int), given float and int
                    a ?? b + 1            | 1 | 8 | an operator after ?? needs parentheses
                    a > 1                 | 1 | 3 | float expects a number or a text, given bool
                    max(a                 | 1 | 6 | expected "," or ")"
                    a matches 'x'         | 1 | 3 | regular expressions (matches) are not supported
                    {a: 1}                | 1 | 1 | maps are not supported
                    toJSON(a)             | 1 | 1 | the function toJSON is not supported
                    foo(a)                | 1 | 1 | there is no function foo
                    rate(a)               | 1 | 1 | rate expects a trigger and a window: rate(t, '5m')
                    avg(a, '5x')          | 1 | 8 | "5x" is no duration, expected one like 5m or 1h30m
                    percentile(a, '5m', 200) | 1 | 21 | percentile expects a number from 0 to 100, given 200
                    hour('Mars')          | 1 | 6 | "Mars" is no time zone
                    """)
    void saysWhereAndWhatWasExpected(String text, int line, int column, String reason) {
        FormulaException problem = assertThrows(FormulaException.class, () -> Formula.compile(text, values.names()));
        assertTrue(problem.reason().contains(reason), problem.getMessage());
        assertEquals(line + ":" + column, problem.line() + ":" + problem.column(), problem.getMessage());
    }

    @Test
    void pointsAtTheLineThatIsMeant() {
        String text = "a +\n  b * oops\n  + 1";
        FormulaException problem = assertThrows(FormulaException.class, () -> Formula.compile(text, values.names()));
        assertEquals("2:7", problem.line() + ":" + problem.column());
        assertTrue(problem.getMessage().endsWith("\n |   b * oops\n |       ^"), problem.getMessage());
    }

    @Test
    void namesTheTriggerThatHasNoValue() throws FormulaException {
        FormulaException problem = failure("a + b");
        assertEquals("1:5", problem.line() + ":" + problem.column());
        assertTrue(problem.reason().contains("trigger b has no value"), problem.reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replicas * 2                 | 6
                    hour                         | 22
                    hour('Europe/Berlin')        | 23
                    weekday                      | 2
                    weekday('Asia/Tokyo')        | 3
                    now - 1795559400             | 0
                    now().Hour() + now().Day()   | 46
                    avg(a, '5m')                 | 0.05
                    max(a, '5m')                 | 1.05
                    min(a, '1h')                 | 2.6
                    sum(a, '1h30m')              | 3.9
                    delta(a, '1m')               | 4.01
                    rate(a, '1m')                | 5.01
                    percentile(a, '5m', 95)      | 6.145
                    max(a, 5)                    | 7.5
                    avg(b, '5m') ?? 9            | 9
                    """)
    void knowsMoreThanExpr(String text, double expected) throws FormulaException {
        Result result = Formula.compile(text, values.names()).evaluate(values.with(EIGHT));
        assertEquals(expected, ((Result.Value) result).number(), 1e-9);
    }

    @Test
    void aTriggerOrVariableGoesBeforeWhatExprDoesNotKnow() throws FormulaException {
        Names names = Names.of(List.of("replicas", "hour"));
        GivenValues given = GivenValues.of(Map.of("replicas", 40.0));
        assertEquals(
                new Result.Value(40), Formula.compile("replicas", given.names()).evaluate(given));
        assertEquals(new Result.Value(7), evaluate("let avg = 7; avg"));
        assertTrue(assertThrows(FormulaException.class, () -> Formula.compile("hour('UTC')", names))
                .reason()
                .contains("hour is a trigger and cannot be called"));
    }

    @Test
    void tooFewSamplesAreSaidUnlessThereIsAnotherValue() throws FormulaException {
        assertTrue(failure("avg(a, '5m')").reason().contains("too few samples of a in the last 300 s"));
    }

    @Test
    void asksTheHistoryOnlyOnce() throws FormulaException {
        var asked = new int[1];
        History counting = (place, statistic, window, percent) -> {
            asked[0]++;
            return statistic == Statistic.AVG ? 4 : 0;
        };
        Formula.compile("avg(a, '5m') + 1", values.names()).evaluate(values.with(counting));
        assertEquals(1, asked[0]);
    }

    @ParameterizedTest
    @CsvSource({"2 ** 1.3, 2.4622888266898326", "10 ** -0.7, 0.19952623149688797", "a ** 2.5, 154.04696929832798"})
    void fractionalPowersAreExactButForTheLastDigit(String text, double expected) throws FormulaException {
        double power = ((Result.Value) evaluate(text)).number();
        assertEquals(expected, power, 2 * Math.ulp(expected));
    }

    @Test
    void rehearsesWithMinusOneForEachTrigger() throws FormulaException {
        assertEquals(
                new Result.Value(-2), Formula.compile("a + b", values.names()).rehearse());
        Result failed = Formula.compile("1 % int(a + 1)", values.names()).rehearse();
        assertTrue(failed instanceof Result.Failed, failed.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reduce(1..1000, #acc + #acc, 'x') == 'x' ? 1 : 2",
                "let r = 1..10000; count(r, {count(r, {count(r, # > 0) == 0}) == 0})",
                "len(1..1000000)",
                "len(flatten(reduce(1..60, [#acc, #acc], 1)))",
                "len(repeat('a', 999999) + repeat('b', 999999))",
                "len(replace(repeat('a', 99999), 'a', repeat('b', 99999)))",
                "max(reduce(1..5000, [#acc], 1))",
                "len(string(reduce(1..60, [#acc, #acc], 1)))",
                "reduce(1..60, [#acc, #acc], 1) == reduce(1..60, [#acc, #acc], 1) ? 1 : 2",
                "len(1..9223372036854775807)",
                "len(-9223372036854775807..9223372036854775807)"
            })
    void stopsWhatWouldGrowOrLoopWithoutEnd(String text) throws FormulaException {
        String reason = failure(text).reason();
        assertTrue(reason.contains("more than") || reason.contains("loops too long"), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "-", "a?1:", "max(", "a < (", "if a > 1 {1} else ", "let x = ", "{"})
    void refusesWhatIsNestedTooDeep(String part) {
        String text = part.repeat(20_000);
        assertThrows(FormulaException.class, () -> Formula.compile(text + "a", values.names()));
        assertThrows(FormulaException.class, () -> Formula.compile(text, values.names()));
    }

    @Test
    void refusesWhatHasTooManyNodes() {
        String text = "max(" + "a,".repeat(Parser.NODES) + "a)";
        FormulaException problem = assertThrows(FormulaException.class, () -> Formula.compile(text, values.names()));
        assertTrue(problem.reason().contains("more than 10000 nodes"), problem.reason());
        assertTrue(problem.getMessage().length() < 1000, problem.getMessage());
    }

    @Test
    void evaluatesTheDeepestThatCompiles() throws FormulaException {
        assertEquals(new Result.Value(390 * 7.5), evaluate("a" + " + a".repeat(389)));
        assertEquals(new Result.Value(7.5), evaluate("(".repeat(390) + "a" + ")".repeat(390)));
    }

    private Result evaluate(String text) throws FormulaException {
        return Formula.compile(text, values.names()).evaluate(values);
    }

    private FormulaException failure(String text) throws FormulaException {
        Result result = evaluate(text);
        assertTrue(result instanceof Result.Failed, text + " came to " + result);
        return ((Result.Failed) result).problem();
    }

    private static Map<String, @Nullable Double> given() {
        Map<String, @Nullable Double> given = new LinkedHashMap<>();
        given.put("a", 7.5);
        given.put("b", null);
        return given;
    }
}
