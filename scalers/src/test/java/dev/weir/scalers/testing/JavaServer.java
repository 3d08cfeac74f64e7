package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A server written in Java, in a JVM and with jars of its own: {@code src/test/servers/NAME/Server.java}. {@code .ci/servers}
 * fetches the jars that the pom beside it names; where they are not there the test is aborted with a sentence, or fails where
 * the environment has WEIR_REQUIRE_SERVERS=true.
 */
public final class JavaServer {

    private static final Path CLASS_PATHS = Path.of(System.getProperty("user.home"), ".m2", "weir-servers");
    private static final Duration START = Duration.ofSeconds(60);

    private JavaServer() {}

    /** Aborts or fails the test unless the server's jars are there. */
    public static void find(String name) {
        if (!Files.isReadable(classPath(name))) {
            String sentence = name + "'s jars are not on this machine: run .ci/servers";
            if ("true".equals(System.getenv("WEIR_REQUIRE_SERVERS"))) {
                fail(sentence);
            }
            abort(sentence);
        }
    }

    /** Starts it in {@code folder} and waits until the check holds. */
    public static ServerProcess start(String name, Path folder, Callable<Boolean> ready, Object... arguments) {
        find(name);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                read(classPath(name)),
                source(name).toAbsolutePath().toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return ServerProcess.start(name, folder, Map.of(), command).ready(START, ready);
    }

    /** In this module, or from another one beside it. */
    private static Path source(String name) {
        Path here = Path.of("src/test/servers", name, "Server.java");
        return Files.exists(here) ? here : Path.of("../scalers").resolve(here);
    }

    private static Path classPath(String name) {
        return CLASS_PATHS.resolve(name + ".classpath");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
