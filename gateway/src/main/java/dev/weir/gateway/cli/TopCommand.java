package dev.weir.gateway.cli;

import dev.weir.gateway.demo.Terminal;
import dev.weir.gateway.top.TopQuery;
import dev.weir.gateway.top.TopText;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = "Shows the sources and objects of a running Weir, in place and every two seconds on a terminal.",
        footer = {
            "",
            "Of a Weir in a cluster, in one terminal:  kubectl -n NAMESPACE port-forward deploy/weir 6443:6443",
            "Ctrl-C ends it. Exit codes: 0 shown, 2 used wrongly, 3 could not run."
        })
final class TopCommand implements Callable<Integer> {

    private static final int OK = 200;
    private static final int TOO_MANY = 503;
    private static final long EVERY_MILLIS = 2_000;

    /** Longer than one look is kept, so that the next one is another. */
    private static final long NEXT_LOOK_MILLIS = 1_100;

    private static final int PLAIN_WIDTH = 200;

    private final Map<String, String> environment;

    @Mixin
    private AskedServer server = new AskedServer();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Option(names = "--once", description = "Prints the tables once; so it is where standard output is no terminal.")
    private boolean once;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "failures, age, polls, subscribers, replicas or name; default ${DEFAULT-VALUE}.")
    private String sort = "failures";

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            description = "Of the rows of each table, 1 to 1000; default ${DEFAULT-VALUE}.")
    private int limit = TopQuery.USUAL;

    @Option(
            names = {"--namespace", "-n"},
            paramLabel = "NAME",
            description = "Only objects of this namespace.")
    private String namespace = "";

    @Spec
    private CommandSpec spec;

    TopCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!TopQuery.SORTS.contains(sort)) {
            throw wrong("--sort: given \"" + sort + "\", accepted is one of " + String.join(", ", TopQuery.SORTS));
        }
        if (limit < 1 || limit > TopQuery.MOST) {
            throw wrong("--limit: given \"" + limit + "\", accepted is a whole number from 1 to " + TopQuery.MOST);
        }
        if (!namespace.matches("[a-z0-9.-]{0,253}")) {
            throw wrong("--namespace: accepted is the name of a namespace");
        }
        WeirServer weir = server.open(spec.commandLine());
        boolean plain = once || output == OutputFormat.json || !"1".equals(environment.get("WEIR_TTY"));
        return plain ? print(weir) : watch(weir);
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** What happens in a second shows only in the second look, unless somebody else has just looked. */
    private int print(WeirServer weir) throws IOException, InterruptedException {
        JsonObject top = ask(weir);
        if (top.getValue("pollsPerSecond") == null) {
            Thread.sleep(NEXT_LOOK_MILLIS);
            top = ask(weir);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(top.encode());
        } else {
            TopText.of(top, PLAIN_WIDTH, Integer.MAX_VALUE).forEach(out::println);
        }
        out.flush();
        return ExitCode.FINE;
    }

    /** Until Ctrl-C ends the process, which leaves the terminal as it was. */
    private int watch(WeirServer weir) throws InterruptedException {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        ScreenSize screen = new ScreenSize();
        Runtime.getRuntime().addShutdownHook(new Thread(terminal::close, "weir-top-end"));
        terminal.open();
        while (true) {
            screen.look();
            terminal.draw(lines(weir, screen.columns(), screen.lines()));
            Thread.sleep(EVERY_MILLIS);
        }
    }

    /** A server that is away for a while is a line on the screen, not the end. */
    private List<String> lines(WeirServer weir, int columns, int lines) {
        try {
            return TopText.of(ask(weir), columns, lines);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\p{C}", "?");
            return List.of(why.substring(0, Math.min(why.length(), columns)));
        }
    }

    private JsonObject ask(WeirServer weir) throws IOException {
        WeirServer.Answer answer = weir.get("/weir/v1/top?sort=" + sort + "&limit=" + limit
                + (namespace.isEmpty() ? "" : "&namespace=" + namespace));
        if (answer.code() != OK) {
            throw new IOException(
                    answer.code() == TOO_MANY || answer.isStatus()
                            ? answer.message()
                            : server.address() + " answered with HTTP " + answer.code()
                                    + " and is no Weir, or one without weir top");
        }
        try {
            JsonObject top = new JsonObject(answer.body());
            TopText.of(top, 1, 1);
            return top;
        } catch (DecodeException | NullPointerException | ClassCastException e) {
            throw new IOException(
                    server.address() + " answered with something that is no list of sources and objects", e);
        }
    }
}
