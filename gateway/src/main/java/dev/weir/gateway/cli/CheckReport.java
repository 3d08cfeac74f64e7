package dev.weir.gateway.cli;

import dev.weir.controller.check.CheckedObject;
import dev.weir.controller.check.CheckedTrigger;
import dev.weir.controller.check.Finding;
import dev.weir.controller.check.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found, as people, scripts or a workflow of GitHub read it. */
final class CheckReport {

    private final List<CheckedObject> objects;
    private final CheckTotals totals;

    CheckReport(List<CheckedObject> objects, CheckTotals totals) {
        this.objects = objects;
        this.totals = totals;
    }

    /** @param quiet whether only problems are shown */
    void write(CheckFormat format, boolean quiet, PrintWriter out) {
        switch (format) {
            case json -> out.println(json().encodePrettily());
            case github -> {
                objects.forEach(object -> object.findings().forEach(finding -> out.println(github(object, finding))));
                out.println(totals);
            }
            default -> {
                objects.stream()
                        .filter(object -> !quiet || !object.findings().isEmpty())
                        .forEach(object -> text(object, quiet, out));
                out.println(totals);
            }
        }
    }

    private static void text(CheckedObject object, boolean quiet, PrintWriter out) {
        if (!object.kind().isEmpty()) {
            out.println(title(object) + " (" + object.file() + ":" + object.line() + ")");
        }
        object.findings()
                .forEach(finding -> out.println(object.file() + ":" + finding.line() + ": " + severity(finding)
                        + sentence(finding).replace("\n", "\n    ")));
        if (!quiet) {
            object.triggers().forEach(trigger -> out.println("    " + described(trigger)));
        }
    }

    private static String severity(Finding finding) {
        return finding.severity() == Severity.error ? "" : finding.severity() + ": ";
    }

    private static String sentence(Finding finding) {
        return (finding.path().isEmpty() ? "" : finding.path() + ": ") + finding.message();
    }

    private static String title(CheckedObject object) {
        return object.kind() + " "
                + Stream.of(object.namespace(), object.name())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("/"));
    }

    private static String described(CheckedTrigger trigger) {
        String label = "trigger " + trigger.index() + " (" + trigger.type() + "): ";
        String metric = trigger.metricName() == null
                ? "not known"
                : trigger.metricName() + ", " + trigger.metricType() + " " + trigger.target();
        return label
                + metric
                + (trigger.sourceKey() == null ? "" : ", source " + trigger.sourceKey())
                + (trigger.notAsked().isEmpty()
                        ? ""
                        : ", with what is not asked here: " + String.join(", ", trigger.notAsked()));
    }

    private static JsonObject json(CheckedTrigger trigger) {
        JsonObject json = new JsonObject()
                .put("index", trigger.index())
                .put("type", trigger.type())
                .put("metricName", trigger.metricName())
                .put("metricType", trigger.metricType())
                .put("target", trigger.target())
                .put("sourceKey", trigger.sourceKey());
        return trigger.notAsked().isEmpty() ? json : json.put("notAsked", trigger.notAsked());
    }

    private static String github(CheckedObject object, Finding finding) {
        String level = finding.severity() == Severity.error ? "error" : "warning";
        String title = object.kind().isEmpty() ? "" : ",title=" + property(title(object));
        return "::" + level + " file=" + property(object.file()) + ",line=" + finding.line() + title + "::"
                + data(sentence(finding));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private JsonObject json() {
        JsonArray all = new JsonArray();
        objects.forEach(object -> all.add(json(object)));
        return new JsonObject()
                .put("objects", all)
                .put(
                        "totals",
                        new JsonObject()
                                .put("files", totals.files())
                                .put("objects", totals.objects())
                                .put("errors", totals.errors())
                                .put("warnings", totals.warnings())
                                .put("unsupported", totals.unsupported()));
    }

    private static JsonObject json(CheckedObject object) {
        JsonArray problems = new JsonArray();
        object.findings()
                .forEach(finding -> problems.add(new JsonObject()
                        .put("severity", finding.severity().name())
                        .put("line", finding.line())
                        .put("path", finding.path())
                        .put("message", finding.message())));
        JsonArray triggers = new JsonArray();
        object.triggers().forEach(trigger -> triggers.add(json(trigger)));
        return new JsonObject()
                .put("file", object.file())
                .put("line", object.line())
                .put("kind", object.kind())
                .put("namespace", object.namespace())
                .put("name", object.name())
                .put("problems", problems)
                .put("triggers", triggers);
    }
}
