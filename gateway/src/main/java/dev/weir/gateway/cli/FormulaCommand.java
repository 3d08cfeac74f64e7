package dev.weir.gateway.cli;

import dev.weir.controller.formula.Result;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "formula",
        mixinStandardHelpOptions = true,
        description = "Tries a formula of scalingModifiers over values of triggers.",
        footer = {
            "",
            "A value is a number, or nil for a trigger that failed. A formula that begins with a minus goes behind --.",
            "With - as the formula, JSON lines {\"formula\", \"values\": {…}} are read from stdin, where a value is a number"
                    + " or null, and each is answered with {\"value\"} or {\"error\", \"line\", \"column\"}; a value that is no"
                    + " number in JSON is the text NaN, Infinity or -Infinity.",
            "Exit codes: 0 a value, 1 a formula was refused or could not be evaluated, 2 used wrongly, 3 could not run."
        })
final class FormulaCommand implements Callable<Integer> {

    private final InputStream in;
    private final InstantSource clock;

    @Parameters(index = "0", paramLabel = "EXPR", description = "The formula, or - for JSON lines from stdin.")
    private String formula = "";

    @Parameters(index = "1..*", paramLabel = "name=value", description = "The value of a trigger.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec;

    FormulaCommand(InputStream in, InstantSource clock) {
        this.in = in;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (formula.equals("-")) {
            return lines();
        }
        Result result = FormulaTrial.of(values(), clock.instant()).evaluate(formula);
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(FormulaTrial.json(result).encodePrettily());
        } else if (result instanceof Result.Failed failed) {
            spec.commandLine().getErr().println(failed.problem().getMessage());
        } else {
            out.println(result instanceof Result.Value value ? String.valueOf(value.number()) : "nil");
        }
        return result instanceof Result.Failed ? ExitCode.NO : ExitCode.FINE;
    }

    private Map<String, @Nullable Double> values() {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        for (String each : given) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? "" : each.substring(0, equals);
            if (name.isEmpty() || values.containsKey(name)) {
                throw wrong(each, name.isEmpty() ? "name=value" : "each name once");
            }
            values.put(name, number(each, each.substring(equals + 1)));
        }
        return values;
    }

    private @Nullable Double number(String given, String text) {
        if (text.equals("nil") || text.equals("null")) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw wrong(given, "a number, or nil for a trigger that failed");
        }
    }

    private ParameterException wrong(String given, String accepted) {
        return new ParameterException(spec.commandLine(), "given \"" + given + "\", accepted is " + accepted);
    }

    private int lines() throws IOException {
        if (!given.isEmpty()) {
            throw wrong(given.get(0), "nothing after -: the values stand in each line");
        }
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int code = ExitCode.FINE;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            JsonObject answer = answer(line);
            spec.commandLine().getOut().println(answer.encode());
            code = answer.containsKey("error") ? ExitCode.NO : code;
        }
        return code;
    }

    private JsonObject answer(String line) {
        try {
            var asked = new JsonObject(line);
            if (!(asked.getValue("formula") instanceof String text)
                    || !(asked.getValue("values", new JsonObject()) instanceof JsonObject values)) {
                return bad("a line must be {\"formula\": \"…\", \"values\": {…}}");
            }
            Map<String, @Nullable Double> numbers = new LinkedHashMap<>();
            for (Map.Entry<String, Object> entry : values) {
                if (entry.getValue() != null && !(entry.getValue() instanceof Number)) {
                    return bad("the value of " + entry.getKey() + " must be a number or null");
                }
                numbers.put(
                        entry.getKey(), entry.getValue() == null ? null : ((Number) entry.getValue()).doubleValue());
            }
            return FormulaTrial.json(FormulaTrial.of(numbers, clock.instant()).evaluate(text));
        } catch (DecodeException e) {
            return bad("the line is not JSON");
        }
    }

    private static JsonObject bad(String error) {
        return new JsonObject().put("error", error);
    }
}
