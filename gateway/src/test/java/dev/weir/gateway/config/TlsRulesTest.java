package dev.weir.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TlsRulesTest {

    private static final Set<String> FROM_12 = Set.of("TLSv1.2", "TLSv1.3");
    private static final Set<String> ONLY_13 = Set.of("TLSv1.3");

    @Test
    void kedasVariablesSayWhichVersions() {
        assertEquals(Optional.of(FROM_12), minimum(Map.of()));
        assertEquals(Optional.of(ONLY_13), minimum(Map.of("KEDA_SERVICE_MIN_TLS_VERSION", "TLS13")));
        assertEquals(Optional.of(ONLY_13), minimum(Map.of("KEDA_HTTP_MIN_TLS_VERSION", "TLS13")), "as for sources");
        assertEquals(
                Optional.of(FROM_12),
                minimum(Map.of("KEDA_SERVICE_MIN_TLS_VERSION", "TLS12", "KEDA_HTTP_MIN_TLS_VERSION", "TLS13")));
        assertEquals(Optional.of(ONLY_13), minimum(Map.of("KEDA_SERVICE_MIN_TLS_VERSION", "")), "as KEDA has it");
        assertEquals(Optional.of(ONLY_13), minimum(Map.of("KEDA_SERVICE_MIN_TLS_VERSION", "1.2")), "as KEDA has it");
    }

    @Test
    void aFlagWins() {
        TlsRules given = Settings.from(Map.of("tls-min-version", "VersionTLS13", "tls-cipher-suites", "A,B"))
                .secured(Map.of("KEDA_SERVICE_MIN_TLS_VERSION", "TLS12", "KEDA_SERVICE_TLS_CIPHER_LIST", "C"))
                .tlsRules();
        assertEquals(Optional.of(ONLY_13), given.protocols());
        assertEquals(List.of("A", "B"), given.ciphers());
    }

    @Test
    void aListOfCiphersLeavesThoseOfTls13() {
        assertEquals(
                List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "A", "B"),
                TlsRules.DEFAULT
                        .or(Map.of("KEDA_SERVICE_TLS_CIPHER_LIST", "A:B"))
                        .suites());
        assertEquals(List.of(), TlsRules.DEFAULT.suites());
    }

    private static Optional<Set<String>> minimum(Map<String, String> environment) {
        return TlsRules.DEFAULT.or(environment).protocols();
    }
}
