package dev.weir.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which versions and ciphers our TLS ports take.
 *
 * @param protocols by the JDK's names; empty for its own choice
 * @param ciphers of TLS 1.2 and before, by their IANA names; empty for the JDK's choice. Those of TLS 1.3 are always taken
 */
public record TlsRules(Optional<Set<String>> protocols, List<String> ciphers) {

    /** What the JDK takes: TLS 1.2 and 1.3. */
    public static final TlsRules DEFAULT = new TlsRules(Optional.empty(), List.of());

    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final List<String> KEDA_NAMES = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final List<String> FLAG_NAMES =
            List.of("VersionTLS10", "VersionTLS11", "VersionTLS12", "VersionTLS13");
    private static final List<String> TLS13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    private static final String MINIMUM = "tls-min-version";
    private static final String CIPHERS = "tls-cipher-suites";

    public TlsRules {
        protocols = protocols.map(Set::copyOf);
        ciphers = List.copyOf(ciphers);
    }

    static TlsRules from(SettingsReader reader) {
        String minimum = reader.text(MINIMUM, "");
        if (!minimum.isEmpty() && !FLAG_NAMES.contains(minimum)) {
            reader.problem(
                    MINIMUM + ": given \"" + minimum + "\", accepted is one of " + String.join(", ", FLAG_NAMES));
        }
        return new TlsRules(from(FLAG_NAMES.indexOf(minimum)), list(reader.text(CIPHERS, "")));
    }

    /**
     * KEDA's variables, where no flag says otherwise: KEDA_SERVICE_MIN_TLS_VERSION and KEDA_SERVICE_TLS_CIPHER_LIST, else
     * KEDA_HTTP_MIN_TLS_VERSION and KEDA_HTTP_TLS_CIPHER_LIST. A version that is none is TLS13, as KEDA has it.
     */
    public TlsRules or(Map<String, String> environment) {
        String minimum = environment.getOrDefault(
                "KEDA_SERVICE_MIN_TLS_VERSION", environment.getOrDefault("KEDA_HTTP_MIN_TLS_VERSION", "TLS12"));
        int at = KEDA_NAMES.indexOf(minimum.strip());
        String suites = environment.getOrDefault(
                "KEDA_SERVICE_TLS_CIPHER_LIST", environment.getOrDefault("KEDA_HTTP_TLS_CIPHER_LIST", ""));
        return new TlsRules(
                protocols.or(() -> from(at < 0 ? KEDA_NAMES.size() - 1 : at)),
                ciphers.isEmpty() ? list(suites) : ciphers);
    }

    /** All suites to enable, as the JDK takes them; empty for its own choice. */
    public List<String> suites() {
        List<String> all = new ArrayList<>(ciphers.isEmpty() ? List.of() : TLS13);
        all.addAll(ciphers);
        return all.stream().distinct().toList();
    }

    private static Optional<Set<String>> from(int first) {
        return first < 0
                ? Optional.empty()
                : Optional.of(new LinkedHashSet<>(VERSIONS.subList(first, VERSIONS.size())));
    }

    private static List<String> list(String text) {
        return Stream.of(text.split("[,:]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
