package dev.weir.gateway.config;

import dev.weir.controller.certificates.CertificateSettings;
import dev.weir.controller.certificates.CertificateSettings.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * With a certificate from a Secret of the cluster, which is filled and renewed, and which API servers are told to trust.
     *
     * @param secret its name
     * @param services names of our Services
     * @param domain of the cluster
     * @param moreNames further DNS names of ours
     * @param apiService that is to trust us, empty for none
     * @param webhooks the ValidatingWebhookConfiguration that is to trust us, empty for none
     * @param pace how fast
     */
    record Rotated(
            String secret,
            List<String> services,
            String domain,
            List<String> moreNames,
            Optional<String> apiService,
            Optional<String> webhooks,
            Pace pace)
            implements TlsSettings {

        /** The same for whoever runs in this namespace. */
        public CertificateSettings in(String namespace) {
            return new CertificateSettings(namespace, secret, services, domain, moreNames, apiService, webhooks, pace);
        }
    }

    /** Not at all: HTTP/1.1 and HTTP/2 in the clear, for the demo. */
    record Plain() implements TlsSettings {}

    static TlsSettings from(SettingsReader reader) {
        Optional<Path> folder = reader.path("cert-dir");
        Optional<Path> certificate = reader.path("tls-cert");
        Optional<Path> key = reader.path("tls-key");
        boolean plain = reader.flag("insecure-http");
        boolean rotated = reader.flag("enable-cert-rotation");
        Duration checkEvery = reader.duration("tls-check", Duration.ofSeconds(5));
        Rotated rotation = rotation(reader);
        if (certificate.isPresent() != key.isPresent()) {
            reader.problem("tls-cert and tls-key belong together: give both or neither");
        }
        if (plain && certificate.isPresent()) {
            reader.problem("insecure-http and tls-cert exclude each other");
        }
        if (rotated && (plain || certificate.isPresent())) {
            reader.problem("enable-cert-rotation and " + (plain ? "insecure-http" : "tls-cert")
                    + " exclude each other: a certificate of the Secret, or another");
        }
        if (plain) {
            return new Plain();
        }
        if (rotated) {
            return rotation;
        }
        return certificate
                .or(() -> folder.map(in -> in.resolve("tls.crt")))
                .<TlsSettings>map(file -> new Pem(
                        file,
                        key.or(() -> folder.map(in -> in.resolve("tls.key"))).orElse(file),
                        checkEvery))
                .orElseGet(SelfSigned::new);
    }

    private static Rotated rotation(SettingsReader reader) {
        boolean webhooks = reader.flag("enable-webhook-patching", true);
        boolean apiService = reader.flag("enable-apiservice-patching", true);
        List<String> services = new ArrayList<>();
        services.add(reader.text("operator-service-name", "keda-operator"));
        services.add(reader.text("metrics-server-service-name", "keda-metrics-apiserver"));
        String webhookService = reader.text("webhooks-service-name", "keda-admission-webhooks");
        if (webhooks) {
            services.add(webhookService);
        }
        String webhookName = reader.text("validating-webhook-name", "keda-admission");
        return new Rotated(
                reader.text("cert-secret-name", "kedaorg-certs"),
                services,
                reader.text("k8s-cluster-domain", "cluster.local"),
                reader.list("cert-names"),
                apiService ? Optional.of(CertificateSettings.API_SERVICE) : Optional.empty(),
                webhooks ? Optional.of(webhookName) : Optional.empty(),
                new Pace(
                        reader.duration("cert-settling", Pace.DEFAULT.settling()),
                        reader.duration("cert-grace", Pace.DEFAULT.grace()),
                        Pace.DEFAULT.check(),
                        Pace.DEFAULT.rewrite()));
    }
}
