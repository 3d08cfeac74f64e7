package dev.weir.gateway.cli;

import java.util.Map;

/**
 * What the commands start, put together by the process; so that a command line can be tested without one.
 *
 * @param serve runs until the process is told to stop
 * @param demo runs the embedded demo
 * @param version what {@code weir version} prints
 * @param environment variables of the process
 */
public record Runners(Serve serve, Demo demo, String version, Map<String, String> environment) {

    public Runners {
        environment = Map.copyOf(environment);
    }

    /** Without variables. */
    public Runners(Serve serve, Demo demo, String version) {
        this(serve, demo, version, Map.of());
    }

    /** Runs {@code weir serve}. */
    @FunctionalInterface
    public interface Serve {
        /** @return the exit code; an exception with a message is exit code 3 */
        int run(ServeOptions options) throws Exception;
    }

    /** Runs {@code weir demo}. */
    @FunctionalInterface
    public interface Demo {
        /** @return the exit code; an exception with a message is exit code 3 */
        int run(DemoOptions options) throws Exception;
    }
}
