package dev.weir.controller.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weir.cache.source.SourceException;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreAnswer;
import dev.weir.scalers.stores.UnreadableSecretException;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every value that must not be shown holds the word "hidden". */
final class TriggerSpecsTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> resolves() {
        return Stream.of("authentication", "environment", "missing", "stores", "identities", "restricted")
                .flatMap(file -> Cases.in("credentials/" + file + ".yaml", TriggerSpecsTest::check));
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        FakeReferences references = references(given);
        TriggerSpecs specs = new TriggerSpecs(references, settings(given), TokenRequests.NONE);
        TriggerSpecs.Owner owner = new TriggerSpecs.Owner(
                "ScaledObject",
                "shop",
                "orders",
                new TargetReference("apps/v1", "Deployment", "app"),
                given.text("envSourceContainerName"),
                false);
        ScaleTrigger trigger =
                SERIALIZATION.convertValue(Objects.requireNonNull(given.any("trigger")), ScaleTrigger.class);
        Fields then = row.map("then");

        if (then.has("error")) {
            assertEquals(then.text("error"), error(specs, owner, trigger));
        } else {
            ResolvedTrigger resolved = specs.resolve(owner, 0, trigger);
            TriggerSpec spec = resolved.spec();
            expect(then, "parameters", Map.of(), spec.authParams());
            expect(then, "environment", Map.of(), spec.env());
            expect(then, "notes", List.of(), resolved.notes());
            expect(then, "identity", "none", spec.podIdentity().provider());
            expect(then, "identitySettings", Map.of(), spec.podIdentity().settings());
            assertFalse((resolved + " " + resolved.notes()).contains("hidden"), resolved::toString);
        }
        if (then.has("asked")) {
            assertEquals(
                    then.any("asked"),
                    references.asked().stream().map(String::valueOf).sorted().toList());
        }
        given.assertAllRead();
        then.assertAllRead();
    }

    private static CredentialSettings settings(Fields given) {
        Map<String, String> variables = new HashMap<>();
        if (given.any("variables") instanceof Map<?, ?> all) {
            all.forEach((name, value) -> variables.put((String) name, (String) value));
        }
        String root = given.text("fileRoot");
        return new CredentialSettings(
                "keda",
                "true".equals(given.text("restricted")),
                root == null ? null : Path.of(root),
                CredentialSettings.DEFAULT_TOKEN_LIFE,
                variables);
    }

    private static Known known(Map<String, String> given) {
        if (given.containsKey("failed")) {
            return new Known(null, new SourceException(given.get("failed")));
        }
        if (given.containsKey("unreadable")) {
            return new Known(null, new UnreadableSecretException(given.get("unreadable")));
        }
        String stale = given.get("notRenewed");
        Map<String, String> values = new HashMap<>(given);
        values.remove("notRenewed");
        return new Known(
                new StoreAnswer(values, Duration.ofMinutes(1)), stale == null ? null : new SourceException(stale));
    }

    private static void expect(Fields then, String key, Object otherwise, Object actual) {
        assertEquals(then.has(key) ? then.any(key) : otherwise, actual, key);
    }

    private static String error(TriggerSpecs specs, TriggerSpecs.Owner owner, ScaleTrigger trigger) {
        try {
            return "none, but " + specs.resolve(owner, 0, trigger);
        } catch (InvalidTriggerException e) {
            return String.join("; ", e.problems());
        } catch (MissingReferenceException | AwaitedException e) {
            return e.getMessage();
        }
    }

    private static FakeReferences references(Fields given) {
        FakeReferences references = new FakeReferences();
        entries(given.any("secrets")).forEach((key, value) -> references.secret(before(key), after(key), value));
        entries(given.any("configMaps")).forEach((key, value) -> references.configMap(before(key), after(key), value));
        entries(given.any("serviceAccounts"))
                .forEach((key, value) -> references.serviceAccount(before(key), after(key), value));
        entries(given.any("stores")).forEach((label, value) -> references.store(label, known(value)));
        if (given.any("authentications") instanceof Map<?, ?> all) {
            all.forEach((key, spec) -> references.authentication(
                    before((String) key),
                    after((String) key),
                    SERIALIZATION.convertValue(spec, TriggerAuthenticationSpec.class)));
        }
        if (given.has("pods")) {
            references.pods(SERIALIZATION.convertValue(given.any("pods"), PodSpec.class));
        }
        return references;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, String>> entries(@Nullable Object given) {
        return given == null ? Map.of() : (Map<String, Map<String, String>>) given;
    }

    private static String before(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    private static String after(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
