package dev.weir.scalers.search;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AuthConfig.Header;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.search.SearchConfig.Access;
import dev.weir.scalers.spi.Params;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an Elasticsearch is and who asks it: addresses with user and password, or the id of a cloud with a key. */
final class ElasticsearchAccess {

    private static final String VARIABLE = "ELASTICSEARCH_URL";
    private static final String LOCAL = "http://localhost:9200";

    private ElasticsearchAccess() {}

    /** @param variables of this process, which name the nodes where credentials are given without addresses */
    static Access from(Params params, Map<String, String> variables) {
        List<String> addresses = params.list("addresses").from(AUTH, METADATA).orElse(List.of());
        String user = params.text("username").from(AUTH, METADATA).orElse("");
        String password = params.text("password").from(AUTH, ENV, METADATA).orElse("");
        String cloud = params.text("cloudID").from(AUTH, METADATA).orElse("");
        String key = params.text("apiKey").from(AUTH, METADATA).orElse("");
        TlsSettings tls = TlsSettings.unsafe(params.bool("unsafeSsl").orElse(false));
        boolean clouds = !cloud.isEmpty() || !key.isEmpty();
        boolean nodes = !addresses.isEmpty() || !user.isEmpty() || !password.isEmpty();
        if (clouds) {
            params.require(
                    !nodes, "cloudID", "and apiKey cannot be used together with addresses, username or password");
            params.require(!cloud.isEmpty(), "cloudID", "is missing; cloudID and apiKey are given together");
            params.require(!key.isEmpty(), "apiKey", "is missing; cloudID and apiKey are given together");
            return new Access(cloudNodes(params, cloud), new Header("Authorization", "APIKey " + key), tls);
        }
        params.require(nodes, "addresses", "is missing; give addresses, username and password, or cloudID and apiKey");
        if (!addresses.isEmpty()) {
            params.require(!user.isEmpty(), "username", "is missing; it is needed together with addresses");
            params.require(!password.isEmpty(), "password", "is missing; it is needed together with addresses");
        } else if (nodes) {
            params.warn("addresses", "is missing; asked is what the operator's " + VARIABLE + " names, or " + LOCAL);
        }
        List<String> all = addresses.isEmpty() ? ofProcess(variables) : addresses;
        return new Access(all, credential(all, user, password), tls);
    }

    /** User information of the first address counts for all that have none. */
    private static Header credential(List<String> addresses, String user, String password) {
        String own = userInfo(addresses.get(0));
        if (own == null) {
            return new Header("Authorization", AuthConfig.basic(user, password));
        }
        String[] parts = own.split(":", 2);
        return new Header(
                "Authorization",
                AuthConfig.basic(Url.decoded(parts[0]), parts.length > 1 ? Url.decoded(parts[1]) : ""));
    }

    private static @Nullable String userInfo(String address) {
        try {
            String info = Url.parse(address).userInfo();
            return info.isEmpty() ? null : info;
        } catch (IllegalArgumentException e) {
            // What is no URL is said when it is asked.
            return null;
        }
    }

    private static List<String> ofProcess(Map<String, String> variables) {
        String named = variables.getOrDefault(VARIABLE, "").trim();
        return named.isEmpty()
                ? List.of(LOCAL)
                : Arrays.stream(named.split(",")).map(String::trim).toList();
    }

    /** {@code label:base64}, where the latter stands for {@code host$id$…}. */
    private static List<String> cloudNodes(Params params, String cloud) {
        if (cloud.isEmpty()) {
            return List.of();
        }
        String[] halves = cloud.split(":", -1);
        try {
            String[] parts = halves.length == 2
                    ? new String(Base64.getDecoder().decode(halves[1]), StandardCharsets.UTF_8).split("\\$", -1)
                    : new String[0];
            if (parts.length > 1) {
                return List.of("https://" + parts[1] + "." + parts[0]);
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words.
        }
        params.problem("cloudID", "is not of the form label:base64, as the console of the cloud shows it");
        return List.of();
    }
}
