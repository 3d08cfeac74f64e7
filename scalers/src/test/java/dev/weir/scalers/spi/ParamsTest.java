package dev.weir.scalers.spi;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParamsTest {

    @Test
    void takesTheFirstSourceThatIsNotBlankAndWithinItTheFirstName() {
        Map<String, String> metadata = Map.of("host", "  ", "hostFromEnv", "HOST", "server", " from-metadata ");
        Params params = params(metadata, Map.of("host", "from-auth"), Map.of("HOST", "from-env"));
        assertEquals(
                "from-metadata",
                params.text("host", "server").from(METADATA, AUTH).orNull());
        assertEquals(
                "from-auth", params.text("host", "server").from(AUTH, METADATA).orNull());
        assertEquals("from-env", params.text("host").from(METADATA, ENV).orNull());
        assertNull(params.text("host").orNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", "+5", "05", "0x5", "5 5", "1e3", "99999999999999999999", "five"})
    void refusesIntegersThatAreNoJsonLiterals(String text) {
        assertRefused(text, one(text).integer("p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".5", "+1", "NaN", "1.", "0x1p3", "1f", "Infinity", "1e999"})
    void refusesNumbersThatAreNoJsonLiterals(String text) {
        assertRefused(text, one(text).number("p"));
    }

    @ParameterizedTest
    @CsvSource({"5,5", "-5,-5", "2.5,2.5", "1e3,1000", "1E-2,0.01", "0,0"})
    void readsNumbers(String text, double expected) {
        assertEquals(expected, one(text).number("p").required());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
    void readsTrue(String text) {
        assertTrue(one(text).bool("p").required());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
    void readsFalse(String text) {
        assertFalse(one(text).bool("p").required());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "tRUE", "on", "2"})
    void refusesOtherBooleans(String text) {
        assertRefused(text, one(text).bool("p"));
    }

    @ParameterizedTest
    @CsvSource({
        "500,PT0.5S",
        "30s,PT30S",
        "1m30s,PT1M30S",
        "1.5h,PT1H30M",
        "2us,PT0.000002S",
        "0,PT0S",
        "+5s,PT5S",
        "1h0m1ms,PT1H0.001S"
    })
    void readsDurations(String text, Duration expected) {
        assertEquals(expected, one(text).duration("p").required());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-5s", "5d", "s", "5 s", "5s5", "1e3s", "9999999999h", "99999999999999999999"})
    void refusesOtherDurations(String text) {
        assertRefused(text, one(text).duration("p"));
    }

    @Test
    void readsListsMapsAndQueries() {
        assertEquals(List.of("a", "b", ""), one("a , b,").list("p").required());
        assertEquals(Map.of("a", "1", "b", ""), one("a=1, b=").map("p").required());
        assertEquals(Map.of("a", "1 2", "b", ""), one("a=1+2&b").query("p").required());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a==", "a=1,b", "a=b=c"})
    void refusesMapsWhoseElementsHaveNotExactlyOneEqualsSign(String text) {
        assertRefused(text, one(text).map("p"));
    }

    @Test
    void refusesAQueryThatIsNoQuery() {
        assertRefused("a=%zz", one("a=%zz").query("p"));
    }

    @Test
    void reportsAllProblemsAtOnceAndNamesTriggerParameterAndWhatIsAccepted() {
        Params params = params(Map.of("count", "x"), Map.of(), Map.of());
        params.integer("count").required();
        params.text("queue").from(METADATA, AUTH).required();
        InvalidTriggerException problem = assertThrows(InvalidTriggerException.class, params::check);
        assertEquals(
                List.of(
                        "trigger 2 (test): parameter \"count\" is \"x\"; accepted is a whole number such as 5",
                        "trigger 2 (test): parameter \"queue\" is missing; give text in metadata.queue or a"
                                + " TriggerAuthentication"),
                problem.problems());
    }

    @Test
    void showsNoValueThatIsNotInTheManifest() {
        Params params = params(Map.of("pFromEnv", "P"), Map.of("q", "s3cret"), Map.of("P", "s3cret"));
        params.integer("p").from(ENV).orNull();
        params.integer("q").from(AUTH).orNull();
        assertEquals(2, params.problems().size());
        params.problems().forEach(problem -> assertFalse(problem.contains("s3cret"), problem));
    }

    @Test
    void namesUnknownParametersAndTheNearestKnownOne() {
        Params params = params(Map.of("threshhold", "5", "xyz", "1", "hostFromEnv", "H"), Map.of(), Map.of());
        params.number("threshold").orNull();
        params.text("host").from(ENV).orNull();
        assertEquals(
                List.of(
                        "trigger 2 (test): unknown parameter \"threshhold\"; did you mean \"threshold\"?",
                        "trigger 2 (test): unknown parameter \"xyz\""),
                params.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none,AverageValue", "'',AverageValue", "Value,Value", "AverageValue,AverageValue"})
    void readsTheMetricType(@Nullable String given, MetricType expected) {
        assertEquals(expected, typed(given).metricType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Utilization", "value"})
    void refusesOtherMetricTypes(String given) {
        Params params = typed(given);
        params.metricType();
        assertTrue(params.problems().get(0).contains("accepted are AverageValue and Value"));
    }

    @Test
    void normalisesMetricNames() {
        assertEquals("s2-a-b-c-d-e#f", one("").metricName("a/b.c:d(e#f"));
    }

    @Test
    void splitsOnSemicolonsWhereAListIsWrittenSo() {
        assertEquals(List.of("a,b", "c", ""), one("a,b; c;").semicolons("p").required());
    }

    @Test
    void needsATargetUnlessThereIsAFormula() {
        for (Double target : new Double[] {null, 0.0}) {
            Params params = params(Map.of(), Map.of(), Map.of());
            params.requireTarget("target", target);
            assertTrue(params.problems().get(0).endsWith("parameter \"target\" must be given and not 0"));
        }
        Params unreadable = params(Map.of("target", "many"), Map.of(), Map.of());
        unreadable.requireTarget("target", unreadable.number("target").orNull());
        assertEquals(1, unreadable.problems().size());
        Params given = params(Map.of(), Map.of(), Map.of());
        given.requireTarget("target", -1L);
        assertEquals(List.of(), given.problems());
    }

    @Test
    void saysThatWhatIsIgnoredHasNoEffect() {
        Params params = one("anything");
        params.ignore("p");
        params.ignore("other");
        assertEquals(1, params.warnings().size());
        assertTrue(params.warnings().get(0).endsWith("parameter \"p\" has no effect"));
    }

    @Test
    void remembersWhatIsDeclaredWhetherGivenOrNot() {
        Params params = params(Map.of(), Map.of(), Map.of());
        params.text("host").from(AUTH, METADATA).required();
        params.duration("timeout").orElse(Duration.ofMillis(2500));
        params.number("n").orElse(5.0);
        params.list("modes", "mode").orNull();
        params.text("host").from(ENV).orElse("here");
        assertEquals(
                List.of(
                        new Declared(List.of("host"), List.of(AUTH, METADATA, ENV), "text", "here", true),
                        new Declared(
                                List.of("timeout"),
                                List.of(METADATA),
                                "a duration such as 500ms, 3s or 1m30s, or whole milliseconds",
                                "2500ms",
                                false),
                        new Declared(List.of("n"), List.of(METADATA), "a number such as 5 or 2.5", "5", false),
                        new Declared(
                                List.of("modes", "mode"), List.of(METADATA), "a list separated by commas", "", false)),
                params.declarations());
    }

    private static void assertRefused(String text, Param<?> param) {
        assertNull(param.orNull(), text);
    }

    private static Params one(String text) {
        return params(Map.of("p", text), Map.of(), Map.of());
    }

    private static Params typed(@Nullable String metricType) {
        return new Params(spec(Map.of(), Map.of(), Map.of(), metricType));
    }

    private static Params params(Map<String, String> metadata, Map<String, String> auth, Map<String, String> env) {
        return new Params(spec(metadata, auth, env, null));
    }

    private static TriggerSpec spec(
            Map<String, String> metadata, Map<String, String> auth, Map<String, String> env, @Nullable String type) {
        return new TriggerSpec(
                "ScaledObject", "ns", "obj", 2, null, "test", metadata, auth, env, PodIdentity.NONE, type, false);
    }
}
