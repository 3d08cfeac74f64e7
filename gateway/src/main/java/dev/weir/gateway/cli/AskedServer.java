package dev.weir.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that ask a running Weir. */
final class AskedServer {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Where Weir serves its metrics API; default ${DEFAULT-VALUE}.")
    private URI server = URI.create("https://127.0.0.1:6443");

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM certificates that the server's is checked against; without, those of the JDK, and on this"
                            + " machine's loopback none.")
    private @Nullable Path ca;

    @Option(names = "--insecure-skip-tls-verify", description = "Checks no certificate.")
    private boolean insecure;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Sends what is in it as a bearer token.")
    private @Nullable Path tokenFile;

    URI address() {
        return server;
    }

    /**
     * The server; what the user is to know of the connection is said.
     *
     * @throws ParameterException if the options do not go together
     */
    WeirServer open(CommandLine command) throws IOException {
        try {
            WeirServer weir = new WeirServer(server, ca, insecure, tokenFile);
            weir.warning().ifPresent(command.getErr()::println);
            return weir;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()));
        }
    }
}
