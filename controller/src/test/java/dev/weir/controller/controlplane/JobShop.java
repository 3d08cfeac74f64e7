package dev.weir.controller.controlplane;

import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.testing.Eventually;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A namespace with one ScaledJob and one source, and the controller that watches them. Nobody runs the Jobs but the test. */
final class JobShop implements AutoCloseable {

    private static final String TEMPLATE = """
            jobTargetRef:
              template:
                metadata: {labels: {app: import}}
                spec: {containers: [{name: import, env: [{name: TARGET, value: "1"}]}]}
            """;

    final Shop shop;

    /** The source says this from the beginning; nothing runs yet. */
    JobShop(double value) {
        shop = new Shop(value);
    }

    /** A ScaledJob of one Job for each 1 that the source says, asked each second; {@code spec} is added, as lines of YAML. */
    JobShop job(String... spec) {
        return named("import", spec);
    }

    JobShop named(String name, String... spec) {
        List<String> lines = List.of(spec);
        String template = names(lines, "jobTargetRef") ? "" : TEMPLATE.indent(2);
        String triggers = names(lines, "triggers") ? "" : "  triggers: [" + trigger("") + "]\n";
        shop.cluster.create(shop.client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledJob
                metadata:
                  name: %s
                  namespace: shop
                  generation: 1
                  labels: {team: shop, secret: x}
                  annotations: {note: hello, scaledjob.keda.sh/job-excluded-labels: secret}
                spec:
                  pollingInterval: 1
                %s
                """.formatted(
                        name, template + triggers + String.join("\n", lines).indent(2)));
        return this;
    }

    private static boolean names(List<String> lines, String field) {
        return lines.stream().anyMatch(line -> line.startsWith(field));
    }

    /** A trigger that asks the source, with more fields. */
    String trigger(String more) {
        return "{type: metrics-api, metadata: {url: \"" + shop.source.url()
                + "\", valueLocation: value, targetValue: \"1\"}" + more + "}";
    }

    JobShop start() {
        shop.start();
        return this;
    }

    ScaledJob scaledJob() {
        return shop.client
                .resources(ScaledJob.class)
                .inNamespace("shop")
                .withName("import")
                .get();
    }

    void patch(String json) {
        shop.client
                .resources(ScaledJob.class)
                .inNamespace("shop")
                .withName("import")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    /** By their names. */
    List<Job> jobs() {
        return shop.client.batch().v1().jobs().inNamespace("shop").list().getItems().stream()
                .sorted(Comparator.comparing(job -> job.getMetadata().getName()))
                .toList();
    }

    List<String> names() {
        return jobs().stream().map(job -> job.getMetadata().getName()).toList();
    }

    void untilJobs(int number) {
        Eventually.until(() -> jobs().size() == number, () -> names() + " " + conditions());
    }

    /** Rounds come and go, and there are this many Jobs as before. */
    void staysAt(int number) {
        shop.source.untilPolled(3);
        Eventually.until(() -> jobs().size() == number, () -> names() + " " + conditions());
    }

    /** The Job has ended. */
    void end(Job job, String how, String when) {
        shop.client
                .batch()
                .v1()
                .jobs()
                .inNamespace("shop")
                .withName(job.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {%s "conditions": [{"type": "%s", "status": "True", "lastTransitionTime": "%s"}]}}
                        """.formatted(
                                how.equals("Complete") ? "\"completionTime\": \"" + when + "\"," : "", how, when));
    }

    /** Gives the Job a pod in this phase, with these conditions true. */
    void pod(Job job, String phase, String... conditions) {
        shop.cluster.create(shop.client, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s
                  namespace: shop
                  labels: {job-name: %1$s, scaledjob.keda.sh/name: import}
                spec: {containers: [{name: import}]}
                status: {phase: %2$s, conditions: [%3$s]}
                """.formatted(
                        job.getMetadata().getName(),
                        phase,
                        List.of(conditions).stream()
                                .map(type -> "{type: " + type + ", status: \"True\"}")
                                .collect(Collectors.joining(", "))));
    }

    /** Type to {@code status reason}. */
    Map<String, String> conditions() {
        ScaledJob job = scaledJob();
        return job == null || job.getStatus() == null ? Map.of() : Shop.conditions(job.getStatus());
    }

    String message(String type) {
        return scaledJob().getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .map(Condition::getMessage)
                .findFirst()
                .orElseThrow();
    }

    void untilCondition(String type, String value) {
        Eventually.until(() -> value.equals(conditions().get(type)), this::conditions);
    }

    @Override
    public void close() {
        shop.close();
    }
}
