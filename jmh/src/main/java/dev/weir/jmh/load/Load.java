package dev.weir.jmh.load;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Where {@code weir load} begins. */
public final class Load {

    private Load() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(LoadCommand.run(Load::run, out, err, arguments));
    }

    private static Report run(LoadOptions options) throws Exception {
        try (LoadRun run = new LoadRun(options, System::nanoTime, InstantSource.system())) {
            // Whoever interrupts a run does not want its servers to live on.
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "weir-load-stop"));
            return run.run();
        }
    }
}
