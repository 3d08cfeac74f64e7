package dev.weir.controller.credentials;

import static dev.weir.controller.credentials.Given.each;

import dev.weir.controller.api.BoundServiceAccountToken;
import dev.weir.controller.api.EnvParameter;
import dev.weir.controller.api.OAuth2;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.scalers.stores.FileQuestion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that one TriggerAuthentication gives, in KEDA's order: env, ConfigMaps, Secrets, Vault, the clouds' stores,
 * tokens, OAuth 2; a later source overwrites an earlier one. A file replaces them all. What does not exist reads as an empty
 * string and is noted.
 */
final class AuthParameters {

    private final Gathered gathered;
    private final SecretEntries entries;
    private final VaultParameters vault;
    private final CloudParameters clouds;
    private final CredentialSettings settings;
    private final TokenRequests tokens;
    private final Function<@Nullable String, Map<String, String>> environment;

    /** @param environment of a container of the target by its name, null for the first one */
    AuthParameters(
            Gathered gathered,
            SecretEntries entries,
            VaultParameters vault,
            CloudParameters clouds,
            CredentialSettings settings,
            TokenRequests tokens,
            Function<@Nullable String, Map<String, String>> environment) {
        this.gathered = gathered;
        this.entries = entries;
        this.vault = vault;
        this.clouds = clouds;
        this.settings = settings;
        this.tokens = tokens;
        this.environment = environment;
    }

    /** @param clusterWide whether a ClusterTriggerAuthentication gives them: only that may read files */
    void read(TriggerAuthenticationSpec spec, boolean clusterWide) {
        String file = Objects.requireNonNullElse(spec.getFilePath(), "");
        if (!file.isEmpty()) {
            readFile(file, clusterWide);
            return;
        }
        each(spec.getEnv(), this::readEnvironment);
        each(
                spec.getConfigMapTargetRef(),
                ref -> gathered.put(ref.getParameter(), entries.configMap(ref.getName(), ref.getKey())));
        each(
                spec.getSecretTargetRef(),
                ref -> gathered.put(ref.getParameter(), entries.secret(ref.getName(), ref.getKey())));
        one(spec.getHashiCorpVault(), vault::read);
        one(spec.getAzureKeyVault(), clouds::read);
        one(spec.getGcpSecretManager(), clouds::read);
        one(spec.getAwsSecretManager(), clouds::read);
        each(spec.getBoundServiceAccountToken(), this::readToken);
        one(spec.getOauth2(), this::readOAuth);
    }

    private void readFile(String given, boolean clusterWide) {
        Path root = settings.fileRoot();
        if (!clusterWide) {
            gathered.problem("filePath is accepted in a ClusterTriggerAuthentication only");
        } else if (root == null) {
            gathered.problem("filePath is \"" + given + "\", but Weir runs without --filepath-auth-root-path");
        } else if (!below(given)) {
            gathered.problem("filePath is \"" + given + "\"; accepted is a path below the root without \"..\"");
        } else {
            FileQuestion question = new FileQuestion(root.resolve(given).toString());
            gathered.answer("filePath", question, failure -> gathered.problem("filePath: " + failure.getMessage()))
                    .ifPresent(answer -> answer.values().forEach(gathered::put));
        }
    }

    private static boolean below(String given) {
        try {
            Path path = Path.of(given);
            return !path.isAbsolute() && !given.contains("..");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void readEnvironment(EnvParameter parameter) {
        String variable = Objects.requireNonNullElse(parameter.getName(), "");
        String value = environment.apply(parameter.getContainerName()).get(variable);
        if (value == null) {
            gathered.note("environment variable " + variable + " is not set in the target's container");
        }
        gathered.put(parameter.getParameter(), value);
    }

    private void readToken(BoundServiceAccountToken token) {
        String account = Objects.requireNonNullElse(token.getServiceAccountName(), "");
        TokenQuestion question = new TokenQuestion(tokens, entries.namespace(), account, settings.tokenLife());
        gathered.answer("boundServiceAccountToken", question, failure -> {
                    gathered.note("boundServiceAccountToken: " + failure.getMessage());
                    gathered.put(token.getParameter(), "");
                })
                .ifPresent(answer -> gathered.put(token.getParameter(), answer.text()));
    }

    private void readOAuth(OAuth2 oauth) {
        gathered.put("oauthTokenURI", oauth.getTokenUrl());
        gathered.put("clientID", oauth.getClientId());
        if (oauth.getClientSecret() != null && oauth.getClientSecret().getValueFrom() != null) {
            gathered.put("clientSecret", entries.secret(oauth.getClientSecret()));
        }
        if (oauth.getScopes() != null) {
            gathered.put("scopes", String.join(",", oauth.getScopes()));
        }
        if (oauth.getTokenUrlParams() != null) {
            gathered.put(
                    "endpointParams",
                    new TreeMap<>(oauth.getTokenUrlParams())
                            .entrySet().stream()
                                    .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                    .collect(Collectors.joining("&")));
        }
    }

    private static <T> void one(@Nullable T given, Consumer<T> action) {
        if (given != null) {
            action.accept(given);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
