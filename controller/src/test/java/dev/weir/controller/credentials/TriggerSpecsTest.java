package dev.weir.controller.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
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
        return Stream.of("authentication", "environment", "missing")
                .flatMap(file -> Cases.in("credentials/" + file + ".yaml", TriggerSpecsTest::check));
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        TriggerSpecs specs = new TriggerSpecs(references(given), "keda");
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
        given.assertAllRead();
        then.assertAllRead();
    }

    private static void expect(Fields then, String key, Object otherwise, Object actual) {
        assertEquals(then.has(key) ? then.any(key) : otherwise, actual, key);
    }

    private static String error(TriggerSpecs specs, TriggerSpecs.Owner owner, ScaleTrigger trigger) {
        try {
            return "none, but " + specs.resolve(owner, 0, trigger);
        } catch (InvalidTriggerException e) {
            return String.join("; ", e.problems());
        } catch (MissingReferenceException e) {
            return e.getMessage();
        }
    }

    private static FakeReferences references(Fields given) {
        FakeReferences references = new FakeReferences();
        entries(given.any("secrets")).forEach((key, value) -> references.secret(before(key), after(key), value));
        entries(given.any("configMaps")).forEach((key, value) -> references.configMap(before(key), after(key), value));
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
