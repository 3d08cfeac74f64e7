package dev.weir.controller.certificates;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which certificates are made and who is to trust them.
 *
 * @param namespace of the Secret and of our services
 * @param secret its name
 * @param services names by which we are called inside the cluster, without namespace
 * @param domain of the cluster, {@code cluster.local}
 * @param moreNames further DNS names by which we are called, whole
 * @param apiService the APIService that is to trust us; empty to leave it alone
 * @param webhooks the ValidatingWebhookConfiguration that is to trust us; empty to leave it alone
 * @param pace how fast things go
 */
public record CertificateSettings(
        String namespace,
        String secret,
        List<String> services,
        String domain,
        List<String> moreNames,
        Optional<String> apiService,
        Optional<String> webhooks,
        Pace pace) {

    /** The one that HPAs ask. */
    public static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";

    public CertificateSettings {
        services = List.copyOf(services);
        moreNames = List.copyOf(moreNames);
    }

    /** The names that the certificate must have, in KEDA's order. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String service : services) {
            String inNamespace = service + "." + namespace;
            names.addAll(List.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc." + domain));
        }
        names.addAll(moreNames);
        return names;
    }

    /**
     * How fast things go.
     *
     * @param settling how long after a new authority was put into the bundles its first certificate is shown, so that every
     *     API server has seen them
     * @param grace how long an authority stays in the bundles after a certificate of its successor was made, so that every
     *     replica shows that
     * @param check how often all is looked at without a reason, up to a tenth more or less
     * @param rewrite the least time between two writes of the same bundle, for the case that somebody else writes it too
     */
    public record Pace(Duration settling, Duration grace, Duration check, Duration rewrite) {

        /** Twelve hours between checks as KEDA has it. */
        public static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofHours(12), Duration.ofSeconds(10));
    }
}
