package dev.weir.controller.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.OfflineCheck;
import dev.weir.controller.admission.ObjectRules;
import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.check.ManifestText;
import dev.weir.controller.check.Severity;
import dev.weir.controller.manifests.Documents;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.testing.Mutations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Manifests that were broken by chance, as API servers would send them, get an answer that is bounded and says what the rules
 * say. The seed is printed; {@code -Dweir.seed=N} runs it again.
 */
final class ReviewFuzzTest {

    private static final int MUTANTS = 100_000;
    private static final int LONGEST_ANSWER = 200_000;
    private static final Map<ReviewedKind, Class<? extends HasMetadata>> KINDS = Map.of(
            ReviewedKind.SCALED_OBJECT, ScaledObject.class,
            ReviewedKind.SCALED_JOB, ScaledJob.class,
            ReviewedKind.TRIGGER_AUTHENTICATION, TriggerAuthentication.class,
            ReviewedKind.CLUSTER_TRIGGER_AUTHENTICATION, ClusterTriggerAuthentication.class,
            ReviewedKind.CLOUD_EVENT_SOURCE, CloudEventSource.class,
            ReviewedKind.CLUSTER_CLOUD_EVENT_SOURCE, ClusterCloudEventSource.class);
    private static final List<String> OPERATIONS = List.of("CREATE", "CREATE", "UPDATE", "UPDATE", "DELETE");

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static Gate gate;
    private static OfflineCheck check;

    private int refused;
    private int compared;

    @BeforeAll
    static void open() {
        gate = new Gate().start();
        check = new OfflineCheck("keda", () -> Instant.EPOCH);
    }

    @AfterAll
    static void close() {
        gate.close();
        check.close().await();
    }

    private record InMemory(String name, String read) implements ManifestText {}

    @Test
    void answersWhateverAnObjectHasBecome() throws IOException {
        long seed = Long.getLong("weir.seed", System.nanoTime());
        System.out.println("ReviewFuzzTest: " + MUTANTS + " mutants, -Dweir.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<?, ?>> examples = objects(String.join("\n---\n", Mutations.examples()));
        List<String> texts = examples.stream().map(JSON::asYaml).toList();
        assertTrue(examples.size() > 30, () -> examples.size() + " objects");
        for (int i = 0; i < MUTANTS; ) {
            int at = random.nextInt(examples.size());
            StringBuilder text = new StringBuilder(texts.get(at));
            Mutations.mutate(text, random);
            List<Map<?, ?>> mutants = objects(text.toString());
            for (Map<?, ?> mutant : mutants) {
                review(mutant, examples.get(at), random, i % 10 == 0);
            }
            // What is no map any more is still a body.
            if (mutants.isEmpty()) {
                answered(ReviewedKind.SCALED_OBJECT, text.toString());
            }
            i += Math.max(1, mutants.size());
        }
        System.out.println("ReviewFuzzTest: refused " + refused + ", compared with the check " + compared);
        assertTrue(refused > MUTANTS / 100 && refused < MUTANTS, () -> refused + " refused");
        assertTrue(compared > MUTANTS / 200, () -> compared + " compared");
    }

    /** Of our kinds; what a text holds beside them nobody is asked about. */
    private static List<Map<?, ?>> objects(String text) {
        List<Map<?, ?>> found = new ArrayList<>();
        Documents.each("f.yaml", text, ManifestLimits.CHECK, document -> {
            if (document.complete() && document.tree() instanceof Map<?, ?> tree) {
                found.add(tree);
            }
        });
        return found;
    }

    private static Optional<ReviewedKind> kind(Map<?, ?> tree) {
        return KINDS.keySet().stream()
                .filter(kind -> kind.kind().equals(tree.get("kind")))
                .findFirst();
    }

    private void review(Map<?, ?> mutant, Map<?, ?> example, SplittableRandom random, boolean checked) {
        ReviewedKind kind = kind(mutant).orElse(ReviewedKind.SCALED_OBJECT);
        String operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("uid", Gate.UID);
        request.put("operation", operation);
        // Else targets that are not there would be asked for.
        request.put("dryRun", true);
        request.put("namespace", "default");
        request.put("object", mutant);
        if (!operation.equals("CREATE")) {
            request.put("oldObject", example);
        }
        String body = gate.body(request);
        if (random.nextInt(10) == 0) {
            StringBuilder broken = new StringBuilder(body);
            Mutations.mutate(broken, random);
            answered(kind, broken.toString());
            return;
        }
        Map<?, ?> response = gate.response(answered(kind, body));
        assertEquals(Gate.UID, response.get("uid"));
        boolean allowed = Boolean.TRUE.equals(response.get("allowed"));
        refused += allowed ? 0 : 1;
        if (operation.equals("DELETE")) {
            assertTrue(allowed, body);
        } else if (kind(mutant).isPresent() && !marksOnly(mutant, example)) {
            assertEquals(fulfilsTheRules(kind, mutant), allowed, () -> body + "\n" + response);
            if (checked) {
                agreesWithCheck(mutant, allowed, body);
            }
        }
    }

    /** Whether finalizers may be what differs: then nothing is looked at. */
    private static boolean marksOnly(Map<?, ?> mutant, Map<?, ?> example) {
        return JSON.asJson(mutant).contains("finalizers")
                || JSON.asJson(example).contains("finalizers");
    }

    /** By the rules of the same admission, of an object that was read by another way. */
    private static boolean fulfilsTheRules(ReviewedKind kind, Map<?, ?> mutant) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", String.valueOf(mutant.get("apiVersion")));
        tree.put("kind", kind.kind());
        tree.put("spec", mutant.get("spec"));
        tree.put("metadata", mutant.get("metadata") instanceof Map<?, ?> given ? kept(given) : Map.of());
        try {
            HasMetadata object = JSON.unmarshal(JSON.asJson(withoutNulls(tree)), KINDS.get(kind));
            object.getMetadata().setNamespace("default");
            return kind.apiVersion().equals(mutant.get("apiVersion"))
                    && ObjectRules.problems(object).isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Map<?, ?> kept(Map<?, ?> metadata) {
        Map<Object, Object> kept = new LinkedHashMap<>(metadata);
        kept.keySet()
                .retainAll(List.of(
                        "name", "generateName", "namespace", "uid", "resourceVersion", "labels", "annotations"));
        return kept;
    }

    /** An API server drops what is null in a map; in a list nothing of ours can use it. */
    private static Object withoutNulls(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new LinkedHashMap<>();
            map.forEach((name, item) -> {
                if (item != null) {
                    kept.put(name, withoutNulls(item));
                }
            });
            return kept;
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(item -> item != null)
                        .map(ReviewFuzzTest::withoutNulls)
                        .toList()
                : value;
    }

    /** What admission refuses is an error of {@code weir check} too. */
    private void agreesWithCheck(Map<?, ?> mutant, boolean allowed, String body) {
        compared++;
        boolean fine = check.check(List.of(new InMemory("f.json", JSON.asJson(mutant)))).stream()
                .allMatch(object -> object.count(Severity.error) == 0);
        assertFalse(fine && !allowed, body);
    }

    private static Answer answered(ReviewedKind kind, String body) {
        Answer answer;
        try {
            answer = gate.answer(kind, body);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(body, e);
        }
        if (answer instanceof Answer.Reviewed reviewed) {
            assertTrue(reviewed.json().length() < LONGEST_ANSWER, body);
        } else if (answer instanceof Answer.Unreadable unreadable) {
            assertTrue(unreadable.sentence().length() < 300, body);
        } else {
            throw new AssertionError(answer + "\n" + body);
        }
        return answer;
    }
}
