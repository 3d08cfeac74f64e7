package dev.weir.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How connections to the API are secured. */
public sealed interface TlsSettings {

    /** With a certificate made at start, which nobody can check. */
    record SelfSigned() implements TlsSettings {}

    /**
     * With PEM files, read again when they change.
     *
     * @param checkEvery how often the files are looked at
     */
    record Pem(Path certificate, Path key, Duration checkEvery) implements TlsSettings {}

    /** Not at all: HTTP/1.1 and HTTP/2 in the clear, for the demo. */
    record Plain() implements TlsSettings {}

    static TlsSettings from(SettingsReader reader) {
        Optional<Path> certificate = reader.path("tls-cert");
        Optional<Path> key = reader.path("tls-key");
        boolean plain = reader.flag("insecure-http");
        Duration checkEvery = reader.duration("tls-check", Duration.ofSeconds(5));
        if (certificate.isPresent() != key.isPresent()) {
            reader.problem("tls-cert and tls-key belong together: give both or neither");
        }
        if (plain && certificate.isPresent()) {
            reader.problem("insecure-http and tls-cert exclude each other");
        }
        if (plain) {
            return new Plain();
        }
        return certificate.isPresent() && key.isPresent()
                ? new Pem(certificate.get(), key.get(), checkEvery)
                : new SelfSigned();
    }
}
