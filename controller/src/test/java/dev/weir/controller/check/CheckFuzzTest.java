package dev.weir.controller.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Mutations;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Manifests that were broken by chance get an answer that is bounded, whatever they have become. The seed is printed;
 * {@code -Dweir.seed=N} runs it again.
 */
final class CheckFuzzTest {

    private static final int MUTANTS = 100_000;
    private static final int LONGEST_MESSAGE = 2_000;
    private static Checking checking;

    @BeforeAll
    static void open() {
        checking = new Checking();
    }

    @AfterAll
    static void close() throws Exception {
        checking.close();
    }

    @Test
    void answersWhateverAManifestHasBecome() throws IOException {
        long seed = Long.getLong("weir.seed", System.nanoTime());
        System.out.println("CheckFuzzTest: " + MUTANTS + " mutants, -Dweir.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> examples = Mutations.examples();
        for (int i = 0; i < MUTANTS; i++) {
            StringBuilder text = new StringBuilder(examples.get(random.nextInt(examples.size())));
            Mutations.mutate(text, random);
            answer(text.toString(), i);
        }
    }

    private static void answer(String text, int number) {
        List<CheckedObject> objects;
        try {
            objects = checking.objects(List.of(Checking.text(number % 50 == 0 ? "f.json" : "f.yaml", text)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("mutant " + number + ":\n" + text, e);
        }
        assertTrue(objects.size() < 50, text);
        objects.forEach(object -> object.findings().forEach(finding -> {
            assertTrue(finding.message().length() < LONGEST_MESSAGE, finding::toString);
            assertTrue(finding.line() >= 1 && finding.line() <= text.lines().count() + 1, () -> finding + "\n" + text);
        }));
    }
}
