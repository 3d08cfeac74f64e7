package dev.weir.scalers.prometheus;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.GcpIdentity;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.PodIdentity;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the clouds' managed services for Prometheus is asked as whom; a later one replaces an earlier one. */
final class CloudIdentity {

    private static final String AZURE_PUBLIC = "https://prometheus.monitor.azure.com/.default";
    private static final String GCP_SCOPE = "https://www.googleapis.com/auth/monitoring.read";

    private static final String GCP_GIVEN = "GoogleApplicationCredentials";
    private static final String GCP_NAMED = "credentialsFromEnv";
    private static final String GCP_FILE = "credentialsFromEnvFile";

    private CloudIdentity() {}

    /** The identity, or null for none. Together with authModes only {@code none} is accepted as podIdentity. */
    static @Nullable Identity from(Params params, AuthConfig auth) {
        PodIdentity pod = params.spec().podIdentity();
        Optional<Identity> azure = azure(params, pod);
        Optional<Identity> gcp = gcp(params, pod);
        String region = params.text("awsRegion").from(METADATA, AUTH).orElse("");
        Optional<Identity> aws = AwsIdentity.from(params, "aps", region).map(identity -> identity);
        if (auth.listed()) {
            params.require(
                    pod.isNone(),
                    "authModes",
                    "cannot be used together with podIdentity \"" + pod.provider() + "\"; give one of the two");
            return null;
        }
        return aws.or(() -> gcp).or(() -> azure).orElse(null);
    }

    private static Optional<Identity> azure(Params params, PodIdentity pod) {
        String cloud = params.text("cloud").orElse("");
        String resource = params.text("azureManagedPrometheusResourceURL").orElse("");
        if (!pod.provider().equals("azure-workload")) {
            return Optional.empty();
        }
        return Optional.of(AzureIdentity.of(pod, azureScope(params, cloud, resource)));
    }

    private static String azureScope(Params params, String cloud, String resource) {
        return switch (cloud.toUpperCase(Locale.ROOT)) {
            case "", "AZUREPUBLICCLOUD" -> AZURE_PUBLIC;
            case "AZUREUSGOVERNMENTCLOUD" -> "https://prometheus.monitor.azure.us/.default";
            case "AZURECHINACLOUD" -> "https://prometheus.monitor.azure.cn/.default";
            case "PRIVATE" -> {
                params.require(
                        !resource.isEmpty(),
                        "azureManagedPrometheusResourceURL",
                        "is missing; it is needed with cloud \"Private\"");
                yield resource;
            }
            default -> {
                params.problem(
                        "cloud",
                        "is \"" + cloud
                                + "\"; accepted are AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud and Private");
                yield AZURE_PUBLIC;
            }
        };
    }

    private static Optional<Identity> gcp(Params params, PodIdentity pod) {
        String given = params.text(GCP_GIVEN).from(AUTH).orElse("");
        String named = params.text(GCP_NAMED).orElse("");
        String file = params.text(GCP_FILE).orElse("");
        if (pod.provider().equals("gcp")) {
            return Optional.of(new GcpIdentity(GCP_SCOPE, "", ""));
        }
        if (!given.isEmpty()) {
            return account(params, GCP_GIVEN, given);
        }
        if (!named.isEmpty()) {
            return variable(params, GCP_NAMED, named).flatMap(json -> account(params, GCP_NAMED, json));
        }
        return file.isEmpty()
                ? Optional.empty()
                : variable(params, GCP_FILE, file).map(path -> new GcpIdentity(GCP_SCOPE, "", path));
    }

    private static Optional<Identity> account(Params params, String parameter, String json) {
        GcpIdentity identity = new GcpIdentity(GCP_SCOPE, json, "");
        identity.check(params, parameter);
        return Optional.of(identity);
    }

    /** The value of the container's variable that the parameter names; a problem if it has none. */
    private static Optional<String> variable(Params params, String parameter, String name) {
        String value = params.spec().env().getOrDefault(name, "").trim();
        params.require(
                !value.isEmpty(),
                parameter,
                "is \"" + name + "\", which is no environment variable of the target's container that has a value");
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
