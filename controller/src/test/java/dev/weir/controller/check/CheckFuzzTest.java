package dev.weir.controller.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
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
    private static final List<String> VALUES = List.of(
            "5",
            "-1",
            "1e999",
            "[]",
            "{}",
            "[{}]",
            "null",
            "true",
            "\"\"",
            "x",
            "\"5\"",
            "*a",
            "&a x",
            "&a [*a]",
            "!!int x",
            "!x y",
            "|",
            ">-",
            "'",
            "\"",
            "{a: ",
            "[a, ",
            "- ",
            "? ",
            "<<: *a",
            "0x1F",
            ".nan",
            "2024-01-01",
            "@",
            "%",
            "`",
            "\t",
            "\u0000",
            "\ud83d",
            "99999999999999999999",
            "http://[",
            "a=1,b",
            "${x}",
            "kafka",
            "cpu",
            "rabbitmq",
            "prometheus",
            "metrics-api",
            "kubernetes-workload",
            "ScaledJob",
            "TriggerAuthentication",
            "Secret");

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
        List<String> examples = examples();
        for (int i = 0; i < MUTANTS; i++) {
            StringBuilder text = new StringBuilder(examples.get(random.nextInt(examples.size())));
            int times = 1 + random.nextInt(3);
            for (int n = 0; n < times; n++) {
                mutate(text, random);
            }
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

    private static void mutate(StringBuilder text, SplittableRandom random) {
        if (text.isEmpty()) {
            return;
        }
        int at = random.nextInt(text.length());
        String value = VALUES.get(random.nextInt(VALUES.size()));
        switch (random.nextInt(8)) {
            case 0 -> text.insert(at, value);
            case 1 -> text.deleteCharAt(at);
            case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
            case 3 -> text.delete(lineStart(text, at), lineEnd(text, at));
            case 4 -> text.insert(lineStart(text, at), text.substring(lineStart(text, at), lineEnd(text, at)));
            case 5 -> text.insert(lineStart(text, at), "  ");
            default -> replaceValue(text, at, value);
        }
    }

    /** What stands behind the next colon, up to the end of its line or of its place in a map on one line. */
    private static void replaceValue(StringBuilder text, int at, String value) {
        int colon = text.indexOf(": ", at);
        if (colon >= 0) {
            int end = lineEnd(text, colon);
            int comma = text.indexOf(",", colon);
            text.replace(colon + 2, comma > 0 && comma < end ? comma : Math.max(colon + 2, end - 1), value);
        }
    }

    private static int lineStart(StringBuilder text, int at) {
        return text.lastIndexOf("\n", at - 1) + 1;
    }

    private static int lineEnd(StringBuilder text, int at) {
        int end = text.indexOf("\n", at);
        return end < 0 ? text.length() : end + 1;
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../deploy/examples"))) {
            List<Path> paths = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertTrue(paths.size() > 20);
            return paths.stream().map(CheckFuzzTest::read).toList();
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
