package dev.weir.jmh.load;

import dev.weir.jmh.activation.ActivationOptions;
import dev.weir.jmh.activation.ActivationReport;
import dev.weir.jmh.activation.ActivationRun;
import dev.weir.jmh.footprint.FootprintOptions;
import dev.weir.jmh.footprint.FootprintReport;
import dev.weir.jmh.footprint.FootprintRun;
import dev.weir.jmh.load.LoadCommand.Runners;
import dev.weir.jmh.rest.RestOptions;
import dev.weir.jmh.rest.RestReport;
import dev.weir.jmh.rest.RestRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/** Where {@code weir load} begins. */
public final class Load {

    private Load() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(LoadCommand.run(
                new Runners(Load::crowd, Load::activation, Load::aggregated, Load::rest, Load::footprint),
                out,
                err,
                arguments));
    }

    private static Report crowd(LoadOptions options) throws Exception {
        try (LoadRun run = new LoadRun(options, System::nanoTime, InstantSource.system())) {
            // Whoever interrupts a run does not want its servers to live on.
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "weir-load-stop"));
            return run.run();
        }
    }

    private static ActivationReport activation(ActivationOptions options) throws Exception {
        try (ActivationRun run = new ActivationRun(options, kubeconfig(), System::nanoTime, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "weir-load-stop"));
            return run.run();
        }
    }

    private static Report aggregated(AggregatedOptions options) throws Exception {
        try (AggregatedRun run = new AggregatedRun(options, kubeconfig(), System::nanoTime, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "weir-load-stop"));
            return run.run();
        }
    }

    private static RestReport rest(RestOptions options) throws Exception {
        try (RestRun run = new RestRun(options, kubeconfig(), System::nanoTime, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "weir-load-stop"));
            return run.run();
        }
    }

    private static FootprintReport footprint(FootprintOptions options) throws Exception {
        try (FootprintRun run = new FootprintRun(options, System::nanoTime, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "weir-load-stop"));
            return run.run();
        }
    }

    private static Path kubeconfig() throws IOException {
        Path kubeconfig = Path.of(Objects.requireNonNullElse(System.getenv("KUBECONFIG"), ""));
        if (!Files.isRegularFile(kubeconfig)) {
            throw new IOException("KUBECONFIG must name the file that says which cluster to measure on; it is \""
                    + kubeconfig + "\"");
        }
        return kubeconfig;
    }
}
