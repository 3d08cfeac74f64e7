package dev.weir.gateway.cli;

/**
 * What the commands start, put together by the process; so that a command line can be tested without one.
 *
 * @param serve runs until the process is told to stop
 * @param demo runs the embedded demo
 * @param version what {@code weir version} prints
 */
public record Runners(Serve serve, Demo demo, String version) {

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
