package dev.weir.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.kube.Selectors;
import dev.weir.gateway.config.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessEnvironmentTest {

    @TempDir
    private Path folder;

    @Test
    void takesTheTimeoutInMilliseconds() {
        assertEquals(
                Duration.ofMillis(1_500),
                of("KEDA_HTTP_DEFAULT_TIMEOUT", "1500").httpTimeout());
        assertEquals(Duration.ofSeconds(3), new ProcessEnvironment(Map.of(), folder).httpTimeout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3s", "0", "-1", "99999999999", "1.5"})
    void refusesATimeoutThatIsNone(String given) {
        ProcessEnvironment environment = of("KEDA_HTTP_DEFAULT_TIMEOUT", given);
        assertEquals(
                "KEDA_HTTP_DEFAULT_TIMEOUT: given \"" + given
                        + "\", accepted is a whole number of milliseconds from 1 to 2147483647",
                assertThrows(InvalidSettingsException.class, environment::httpTimeout)
                        .getMessage());
    }

    @Test
    void runsInTheNamespaceOfTheVariableElseOfTheServiceAccountElseInKedas() throws IOException {
        assertEquals("keda", of("POD_NAMESPACE", "").namespace());
        Files.writeString(folder.resolve("namespace"), "mounted\n");
        assertEquals("mounted", of("POD_NAMESPACE", "").namespace());
        assertEquals("given", of("POD_NAMESPACE", "given").namespace());
    }

    @Test
    void watchesWhatTheSelectorsName() {
        assertEquals(Selectors.ALL, of("WATCH_LABEL_SELECTOR", " ").selectors());
        assertEquals(
                new Selectors("team in (a, b),!legacy", ""),
                of("WATCH_LABEL_SELECTOR", "team in (a, b),!legacy").selectors());
        assertEquals(
                new Selectors("", "team=a"),
                of("WATCH_LABEL_SELECTOR_FOR_TRIGGERAUTH", "team=a").selectors());
    }

    @Test
    void refusesASelectorThatIsNone() {
        assertEquals(
                "WATCH_LABEL_SELECTOR: given \"team in a\", accepted is a label selector: unable to parse requirement:"
                        + " at character 8 of the label selector, expected is '('",
                assertThrows(InvalidSettingsException.class, of("WATCH_LABEL_SELECTOR", "team in a")::selectors)
                        .getMessage());
    }

    @Test
    void saysWhatHasNoEffect() {
        assertEquals(List.of(), of("KEDA_HTTP_DEFAULT_TIMEOUT", "5").withoutEffect());
        assertEquals(
                List.of("KEDA_SCALEDJOB_CTRL_MAX_RECONCILES has no effect: nothing in a reconcile waits for a source"),
                of("KEDA_SCALEDJOB_CTRL_MAX_RECONCILES", "5").withoutEffect());
    }

    @Test
    void restrictsSecretsIfToldTo() {
        assertFalse(of("KEDA_RESTRICT_SECRET_ACCESS", "false").restrictsSecrets());
        assertTrue(of("KEDA_RESTRICT_SECRET_ACCESS", "True").restrictsSecrets());
    }

    private ProcessEnvironment of(String name, String value) {
        return new ProcessEnvironment(Map.of(name, value), folder.resolve("namespace"));
    }
}
