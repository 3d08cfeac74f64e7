package dev.weir.controller.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a document holds, the answer is bounded and clear, and the documents beside it are checked. */
final class CheckLimitsTest {

    private static final String BEFORE = """
            apiVersion: keda.sh/v1alpha1
            kind: TriggerAuthentication
            metadata: {name: before}
            spec: {env: 1}
            ---
            """;
    private static final String AFTER =
            "\n---\n" + BEFORE.replace("before", "after").replace("---\n", "");

    private static Checking checking;

    @BeforeAll
    static void open() {
        checking = new Checking();
    }

    @AfterAll
    static void close() throws Exception {
        checking.close();
    }

    private static String between(String document) {
        List<String> lines = checking.lines(BEFORE + document + AFTER);
        assertTrue(lines.get(0).startsWith("4 error spec.env: "), lines::toString);
        assertTrue(lines.get(lines.size() - 1).contains(" error spec.env: "), lines::toString);
        assertTrue(lines.size() < 210, "bounded");
        return String.join("\n", lines.subList(1, lines.size() - 1));
    }

    @Test
    void aBombOfAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1) + "]\n");
        }
        assertEquals(
                "11 error : has aliases that stand for more than 200000 fields, items and values, which is the limit",
                between(bomb.toString()));
    }

    @Test
    void anAnchorThatHoldsItself() {
        String said = between("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: a}
                spec: &s
                  scaleTargetRef: *s
                  triggers: []
                """);
        assertTrue(
                said.contains("10 error : has an alias of an anchor that is not there, or that it is a part of"), said);
    }

    @Test
    void aDocumentOfTenMegabytes() {
        String said = between("a: " + "x".repeat(10_000_000) + "\n");
        assertTrue(said.startsWith("5 error : has 1000"), said);
        assertTrue(said.endsWith(" characters, 3145728 are allowed in one document"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{{"})
    void deepNesting(String opening) {
        assertFalse(between(opening.repeat(200_000)).isEmpty());
    }

    @Test
    void manyFieldsThatNobodyKnows() {
        StringBuilder text =
                new StringBuilder("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("  f").append(i).append(": 1\n");
        }
        String said = between(text.toString());
        assertTrue(said.contains("more problems, which are not shown"), said.substring(said.length() - 200));
    }

    @Test
    void aNumberOfAMillionDigits() {
        String said = between(
                "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec: {minReplicaCount: "
                        + "9".repeat(1_000_000) + "}\n");
        assertTrue(said.contains("spec.minReplicaCount: is "), said);
        assertTrue(said.length() < 2_000, "bounded");
    }

    @Test
    void namesTheLineOfWhatIsNoYaml() {
        assertEquals(
                "7 error : is not valid YAML: expected ',' or ']', but got <stream end>", between("a: 1\nb: [1\n"));
    }
}
