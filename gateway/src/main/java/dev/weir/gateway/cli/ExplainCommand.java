package dev.weir.gateway.cli;

import dev.weir.controller.explain.Explanation;
import dev.weir.gateway.explain.ExplainText;
import dev.weir.gateway.explain.ExplanationJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says why an object has so many replicas, or Jobs, as a running Weir sees it.",
        footer = {
            "",
            "Of a Weir in a cluster, in one terminal:  kubectl -n NAMESPACE port-forward deploy/weir 6443:6443",
            "Of the demo, in one terminal:             weir demo --port 6443",
            "Exit codes: 0 explained, 1 there is no such object, 2 used wrongly, 3 could not run."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Pattern OBJECT = Pattern.compile("([a-z0-9.-]{1,253})/([a-z0-9.-]{1,253})");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** What a kind is called in a path. */
    enum Kind {
        scaledobject,
        scaledjob
    }

    @Parameters(index = "0", paramLabel = "NAMESPACE/NAME", description = "The object.")
    private String object = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Kind kind = Kind.scaledobject;

    @Mixin
    private AskedServer server = new AskedServer();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Matcher name = OBJECT.matcher(object);
        if (!name.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "given \"" + object + "\", accepted is NAMESPACE/NAME such as shop/orders");
        }
        PrintWriter err = spec.commandLine().getErr();
        WeirServer weir = server.open(spec.commandLine());
        WeirServer.Answer answer = weir.get("/weir/v1/explain/" + kind + "s/" + name.group(1) + "/" + name.group(2));
        if (answer.code() == OK) {
            return print(answer.body());
        }
        err.println("weir explain: " + answer.message());
        return answer.code() == NOT_FOUND && answer.isStatus() ? ExitCode.NO : ExitCode.COULD_NOT_RUN;
    }

    private int print(String body) {
        Explanation explanation;
        try {
            explanation = new ExplanationJson().read(body);
        } catch (RuntimeException e) {
            throw new IllegalStateException(server.address() + " answered with something that is no explanation", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(output == OutputFormat.json ? body + "\n" : ExplainText.of(explanation));
        out.flush();
        return ExitCode.FINE;
    }
}
