package dev.weir.jmh.scene;

import dev.weir.gateway.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weir as users start it: by the script {@code weir} beside which this jar was built, so that the options of the JVM that it
 * chooses count. Where there is no such script, as in tests, by this class path.
 *
 * @param jvm more options of the JVM, as {@code WEIR_JAVA_OPTS} takes them
 */
public record Shipped(Optional<String> jvm) {

    private static final String JAR = "weir-load.jar";
    private static final String OPTIONS = "WEIR_JAVA_OPTS";

    /**
     * Starts {@code weir serve}.
     *
     * @param name what it is called in messages
     * @param arguments those after {@code serve}
     */
    public ServerProcess serve(String name, Map<String, String> variables, List<String> arguments) throws IOException {
        Optional<Path> home = home();
        List<String> command = new ArrayList<>();
        Map<String, String> environment = new HashMap<>(variables);
        if (home.isPresent()) {
            Path jar = home.get().resolve("gateway/target/weir.jar");
            if (!Files.isRegularFile(jar)) {
                throw new IOException(jar + " is not there; build it first: ./mvnw -DskipTests package");
            }
            command.add(home.get().resolve("weir").toString());
            jvm.ifPresent(options -> environment.put(OPTIONS, options));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            jvm.ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        }
        command.add("serve");
        command.addAll(arguments);
        return ServerProcess.start(name, environment, command);
    }

    private static Optional<Path> home() {
        Path jar =
                Path.of(System.getProperty("java.class.path").split(":", 2)[0]).toAbsolutePath();
        if (!jar.endsWith(Path.of("jmh", "target", JAR))) {
            return Optional.empty();
        }
        return Optional.of(jar.resolve("../../..").normalize())
                .filter(home -> Files.isExecutable(home.resolve("weir")));
    }
}
