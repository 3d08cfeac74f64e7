package dev.weir.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PassThroughSettingsTest {

    @Test
    void withoutAnAddressNothingIsPassedOn() {
        assertEquals(Optional.empty(), Settings.defaults().passThrough());
    }

    @Test
    void anAddressIsEnough() {
        PassThroughSettings settings = of(Map.of("adapter-url", "https://adapter.monitoring.svc/base/"));
        assertEquals("adapter.monitoring.svc:443", settings.place());
        assertEquals("/base", settings.basePath());
        assertEquals(Duration.ofSeconds(5), settings.timeout());
        assertEquals(Optional.empty(), settings.keep());
        assertFalse(settings.unchecked());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adapter",
                "ftp://adapter",
                "https://user:secret@adapter",
                "https://adapter?a=secret",
                "https://[secret",
                "https://adapter#secret",
                "https:///secret"
            })
    void anAddressOfAnotherKindIsRefusedAndNotRepeated(String url) {
        List<String> problems = problems(Map.of("adapter-url", url));
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("adapter-url: accepted is an address such as "), problems.get(0));
        assertFalse(problems.get(0).contains("secret"));
    }

    @Test
    void everyProblemAtOnce() {
        assertEquals(
                List.of(
                        "adapter-waiting: given \"-1\", accepted is a whole number from 0 to 100000",
                        "adapter-cert and adapter-key belong together: give both or neither",
                        "adapter-insecure-skip-verify and adapter-ca exclude each other",
                        "adapter-ca, adapter-cert and adapter-insecure-skip-verify have no effect with an adapter-url"
                                + " that starts with http:",
                        "adapter-token-file needs an adapter-url that starts with https: a token is not shown in the"
                                + " clear"),
                problems(Map.of(
                        "adapter-url", "http://adapter",
                        "adapter-ca", "/ca",
                        "adapter-cert", "/crt",
                        "adapter-insecure-skip-verify", "true",
                        "adapter-token-file", "/token",
                        "adapter-waiting", "-1")));
    }

    @Test
    void settingsOfNoAdapterAreTold() {
        assertEquals(
                List.of(
                        "adapter-ca has no effect without adapter-url",
                        "adapter-cache has no effect without adapter-url"),
                problems(Map.of("adapter-ca", "/ca", "adapter-cache", "5s")));
    }

    private static PassThroughSettings of(Map<String, String> given) {
        return Settings.from(given).passThrough().orElseThrow();
    }

    private static List<String> problems(Map<String, String> given) {
        return assertThrows(InvalidSettingsException.class, () -> Settings.from(given))
                .problems();
    }
}
