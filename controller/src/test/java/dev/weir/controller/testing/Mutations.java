package dev.weir.controller.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Manifests, and what chance makes of them. */
public final class Mutations {

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

    private Mutations() {}

    /** Breaks a text in one to three places. */
    public static void mutate(StringBuilder text, SplittableRandom random) {
        int times = 1 + random.nextInt(3);
        for (int n = 0; n < times; n++) {
            once(text, random);
        }
    }

    private static void once(StringBuilder text, SplittableRandom random) {
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

    /** Every example that users are given. */
    public static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../deploy/examples"))) {
            List<Path> paths = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertTrue(paths.size() > 20);
            return paths.stream().map(Mutations::read).toList();
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
