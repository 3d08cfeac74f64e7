package dev.weir.controller.credentials;

import static dev.weir.controller.credentials.Given.text;

import dev.weir.controller.api.HashiCorpVault;
import dev.weir.controller.api.VaultCredential;
import dev.weir.controller.api.VaultPkiData;
import dev.weir.controller.api.VaultSecret;
import dev.weir.scalers.stores.JwtSource;
import dev.weir.scalers.stores.StoreAnswer;
import dev.weir.scalers.stores.UnreadableSecretException;
import dev.weir.scalers.stores.VaultLogin;
import dev.weir.scalers.stores.VaultQuestion;
import dev.weir.scalers.stores.VaultQuestion.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters that a HashiCorp Vault keeps. That the Vault lets nobody in is a problem; a secret it does not have is a note. */
final class VaultParameters {

    private static final String FIELD = "hashiCorpVault";
    private static final String MOUNTED_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private final Gathered gathered;
    private final CredentialSettings settings;
    private final TokenRequests tokens;
    private final String namespace;

    /** @param namespace of the object whose triggers use the parameters */
    VaultParameters(Gathered gathered, CredentialSettings settings, TokenRequests tokens, String namespace) {
        this.gathered = gathered;
        this.settings = settings;
        this.tokens = tokens;
        this.namespace = namespace;
    }

    void read(HashiCorpVault vault) {
        Optional<VaultLogin.Proof> proof = proof(vault);
        String address = text(vault.getAddress());
        if (address.isEmpty()) {
            gathered.problem(FIELD + ".address is missing; give the URL of the Vault");
        }
        if (proof.isEmpty() || address.isEmpty()) {
            return;
        }
        VaultLogin login = new VaultLogin(address, text(vault.getNamespace()), proof.get());
        Objects.requireNonNullElse(vault.getSecrets(), List.<VaultSecret>of()).forEach(secret -> read(login, secret));
    }

    private Optional<VaultLogin.Proof> proof(HashiCorpVault vault) {
        String method = text(vault.getAuthentication());
        VaultCredential credential = Objects.requireNonNullElseGet(vault.getCredential(), VaultCredential::new);
        return switch (method) {
            case "token" -> token(credential);
            case "kubernetes" -> kubernetes(vault, credential);
            default -> {
                gathered.problem(FIELD + ".authentication is \"" + method + "\"; accepted is one of token, kubernetes");
                yield Optional.empty();
            }
        };
    }

    private Optional<VaultLogin.Proof> token(VaultCredential credential) {
        String own = settings.variables().getOrDefault("VAULT_TOKEN", "");
        String token = own.isEmpty() ? text(credential.getToken()) : own;
        if (token.isEmpty()) {
            gathered.problem(FIELD + ".credential.token is missing, and VAULT_TOKEN is not set in Weir's environment;"
                    + " give one of them");
            return Optional.empty();
        }
        return Optional.of(new VaultLogin.Given(token));
    }

    private Optional<VaultLogin.Proof> kubernetes(HashiCorpVault vault, VaultCredential credential) {
        String mount = text(vault.getMount());
        String role = text(vault.getRole());
        if (mount.isEmpty()) {
            gathered.problem(FIELD + ".mount is missing; give where the kubernetes method is mounted");
        }
        if (role.isEmpty()) {
            gathered.problem(FIELD + ".role is missing; give a role of the kubernetes method");
        }
        return mount.isEmpty() || role.isEmpty()
                ? Optional.empty()
                : Optional.of(new VaultLogin.Kubernetes(mount, role, jwt(credential)));
    }

    private JwtSource jwt(VaultCredential credential) {
        String account = text(credential.getServiceAccountName());
        String file = text(credential.getServiceAccount());
        return account.isEmpty()
                ? new JwtSource.Mounted(file.isEmpty() ? MOUNTED_TOKEN : file)
                : new TokenQuestion(tokens, namespace, account, settings.tokenLife());
    }

    private void read(VaultLogin login, VaultSecret secret) {
        Kind kind = switch (text(secret.getType())) {
            case "secret" -> Kind.SECRET;
            case "secretV2" -> Kind.SECRET_V2;
            case "pki" -> Kind.PKI;
            default -> Kind.UNSAID;
        };
        VaultQuestion question = new VaultQuestion(
                login, text(secret.getPath()), kind, kind == Kind.PKI ? request(secret.getPkiData()) : Map.of());
        Optional<StoreAnswer> answer = gathered.answer(FIELD, question, failure -> failed(secret, question, failure));
        if (answer.isPresent()) {
            String value = answer.get().values().get(text(secret.getKey()));
            if (value == null) {
                gathered.note(FIELD + ": " + question.label() + " has no key " + secret.getKey());
            }
            gathered.put(secret.getParameter(), value);
        }
    }

    private void failed(VaultSecret secret, VaultQuestion question, Throwable failure) {
        if (failure instanceof UnreadableSecretException) {
            gathered.note(FIELD + ": " + question.label() + " cannot be read: " + failure.getMessage());
            gathered.put(secret.getParameter(), "");
        } else {
            gathered.problem(FIELD + ": " + failure.getMessage());
        }
    }

    private static Map<String, String> request(@Nullable VaultPkiData data) {
        Map<String, String> request = new HashMap<>();
        if (data != null) {
            put(request, "common_name", data.getCommonName());
            put(request, "alt_names", data.getAltNames());
            put(request, "ip_sans", data.getIpSans());
            put(request, "uri_sans", data.getUriSans());
            put(request, "other_sans", data.getOtherSans());
            put(request, "ttl", data.getTtl());
            put(request, "format", data.getFormat());
        }
        return request;
    }

    private static void put(Map<String, String> request, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            request.put(name, value);
        }
    }
}
