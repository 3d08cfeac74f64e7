package dev.weir.controller.credentials;

import static dev.weir.controller.credentials.Given.each;
import static dev.weir.controller.credentials.Given.text;

import dev.weir.controller.api.AuthPodIdentity;
import dev.weir.controller.api.AwsCredentials;
import dev.weir.controller.api.AwsSecret;
import dev.weir.controller.api.AwsSecretManager;
import dev.weir.controller.api.AzureKeyVault;
import dev.weir.controller.api.AzureKeyVaultCredentials;
import dev.weir.controller.api.AzureKeyVaultSecret;
import dev.weir.controller.api.GcpSecret;
import dev.weir.controller.api.GcpSecretManager;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.GcpAccount;
import dev.weir.scalers.auth.GcpIdentity;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.stores.AwsSecretQuestion;
import dev.weir.scalers.stores.AzureSecretQuestion;
import dev.weir.scalers.stores.GcpSecretQuestion;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that the clouds keep. As with KEDA, whatever fails with an Azure Key Vault is a problem; what AWS and Google do
 * not give is a note, and the parameter is not set.
 */
final class CloudParameters {

    private static final String AWS = "awsSecretManager";
    private static final String AZURE = "azureKeyVault";
    private static final String GCP = "gcpSecretManager";

    private final Gathered gathered;
    private final SecretEntries secrets;
    private final WorkloadIdentity workload;
    private final CredentialSettings settings;

    CloudParameters(Gathered gathered, SecretEntries secrets, WorkloadIdentity workload, CredentialSettings settings) {
        this.gathered = gathered;
        this.secrets = secrets;
        this.workload = workload;
        this.settings = settings;
    }

    void read(AwsSecretManager manager) {
        each(manager.getSecrets(), secret -> {
            String name = text(secret.getName());
            String service = AwsSecretQuestion.service(name);
            aws(manager, service, region(manager, name)).ifPresent(identity -> take(secret, identity, name));
        });
    }

    /** An ARN names the region where it is. */
    private static String region(AwsSecretManager manager, String name) {
        String[] parts = name.split(":", 5);
        return name.startsWith("arn:") && parts.length == 5 ? parts[3] : text(manager.getRegion());
    }

    private void take(AwsSecret secret, AwsIdentity identity, String name) {
        AwsSecretQuestion question =
                new AwsSecretQuestion(identity, name, text(secret.getVersionId()), text(secret.getVersionStage()));
        gathered.answer(AWS, question, failure -> gathered.note(AWS + ": " + failure.getMessage()))
                .ifPresent(answer -> {
                    String key = text(secret.getSecretKey());
                    String value = key.isEmpty() ? answer.text() : member(answer.text(), key);
                    if (value == null) {
                        gathered.note(
                                AWS + ": " + question.label() + " is no JSON object with a text under \"" + key + "\"");
                    } else {
                        gathered.put(secret.getParameter(), value);
                    }
                });
    }

    private static @Nullable String member(String json, String key) {
        try {
            return new JsonObject(json).getValue(key) instanceof String text ? text : null;
        } catch (DecodeException e) {
            return null;
        }
    }

    private Optional<AwsIdentity> aws(AwsSecretManager manager, String service, String region) {
        AwsIdentity own = AwsIdentity.own(service, region);
        if (provider(manager.getPodIdentity()).equals("aws")) {
            PodIdentity identity = workload.identity(AWS + ".podIdentity", manager.getPodIdentity());
            return Optional.of(own.assuming(
                    identity.settings().getOrDefault("roleArn", ""),
                    identity.settings().getOrDefault("externalID", "")));
        }
        AwsCredentials given = Objects.requireNonNullElseGet(manager.getCredentials(), AwsCredentials::new);
        String id = secrets.secret(given.getAccessKey());
        String secret = secrets.secret(given.getAccessSecretKey());
        if (id.isEmpty() || secret.isEmpty()) {
            gathered.note(
                    AWS + ".credentials: accessKey and accessSecretKey must both be given, or podIdentity \"aws\"");
            return Optional.empty();
        }
        return Optional.of(
                new AwsIdentity(service, region, "", "", id, secret, secrets.secret(given.getAccessToken())));
    }

    void read(AzureKeyVault vault) {
        AzureCloud cloud = AzureCloud.of(vault.getCloud(), settings.variables());
        azure(vault, cloud).ifPresent(identity -> each(vault.getSecrets(), secret -> take(vault, identity, secret)));
    }

    private void take(AzureKeyVault vault, Identity identity, AzureKeyVaultSecret secret) {
        AzureSecretQuestion question = new AzureSecretQuestion(
                identity, text(vault.getVaultUri()), text(secret.getName()), text(secret.getVersion()));
        gathered.answer(AZURE, question, failure -> gathered.problem(AZURE + ": " + failure.getMessage()))
                .ifPresent(answer -> gathered.put(secret.getParameter(), answer.text()));
    }

    private Optional<Identity> azure(AzureKeyVault vault, AzureCloud cloud) {
        String provider = provider(vault.getPodIdentity());
        if (provider.equals("azure-workload")) {
            PodIdentity identity = workload.identity(AZURE + ".podIdentity", vault.getPodIdentity());
            return Optional.of(AzureIdentity.of(identity, cloud.scope()));
        }
        AzureKeyVaultCredentials given = vault.getCredentials();
        if (!provider.isEmpty() && !provider.equals("none") || given == null) {
            gathered.problem(AZURE + ": "
                    + (given == null
                            ? "neither credentials nor a podIdentity is given"
                            : "podIdentity" + ".provider is \"" + provider + "\"")
                    + "; accepted is podIdentity azure-workload, or credentials");
            return Optional.empty();
        }
        String secret = secrets.secret(given.getClientSecret());
        if (secret.isEmpty()
                || text(given.getClientId()).isEmpty()
                || text(given.getTenantId()).isEmpty()) {
            gathered.problem(AZURE + ".credentials: clientId, tenantId and clientSecret must all be given");
            return Optional.empty();
        }
        return Optional.of(new OAuthClient(
                cloud.tokenEndpoint(text(given.getTenantId())),
                text(given.getClientId()),
                secret,
                List.of(cloud.scope()),
                Map.of(),
                TlsSettings.DEFAULT));
    }

    void read(GcpSecretManager manager) {
        gcp(manager).ifPresent(identity -> each(manager.getSecrets(), secret -> take(identity, secret)));
    }

    private void take(GcpIdentity identity, GcpSecret secret) {
        GcpSecretQuestion question = new GcpSecretQuestion(identity, text(secret.getId()), text(secret.getVersion()));
        gathered.answer(GCP, question, failure -> gathered.note(GCP + ": " + failure.getMessage()))
                .ifPresent(answer -> gathered.put(secret.getParameter(), answer.text()));
    }

    private Optional<GcpIdentity> gcp(GcpSecretManager manager) {
        if (provider(manager.getPodIdentity()).equals("gcp")) {
            return Optional.of(new GcpIdentity(GcpSecretQuestion.SCOPE, "", ""));
        }
        String account = manager.getCredentials() == null
                ? ""
                : secrets.secret(manager.getCredentials().getClientSecret());
        if (account.isEmpty()) {
            gathered.note(GCP + ": neither podIdentity gcp nor credentials.clientSecret gives an identity");
            return Optional.empty();
        }
        try {
            GcpAccount.parse(account);
            return Optional.of(new GcpIdentity(GcpSecretQuestion.SCOPE, account, ""));
        } catch (IllegalArgumentException e) {
            gathered.note(GCP + ".credentials.clientSecret: the text " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String provider(@Nullable AuthPodIdentity identity) {
        return identity == null ? "" : text(identity.getProvider());
    }
}
