package dev.weir.scalers.stores;

import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * One secret of an Azure Key Vault.
 *
 * @param identity a workload's or an application's, whose tokens are for the vault
 * @param vaultUri for example {@code https://orders.vault.azure.net}
 * @param version empty for the latest
 */
public record AzureSecretQuestion(Identity identity, String vaultUri, String name, String version)
        implements StoreQuestion {

    private static final String API_VERSION = "7.4";
    private static final Duration GOOD = Duration.ofMinutes(5);

    @Override
    public String label() {
        return "secret " + name + " of the Key Vault at " + Url.origin(vaultUri);
    }

    @Override
    public StoreClient open(ScalerEnvironment environment) {
        return new HttpStore(
                environment, identity, () -> Future.succeededFuture(HttpCall.get(url())), AzureSecretQuestion::read);
    }

    private String url() {
        return vaultUri.replaceAll("/+$", "") + "/secrets/" + Url.escaped(name)
                + (version.isEmpty() ? "" : "/" + Url.escaped(version)) + "?api-version=" + API_VERSION;
    }

    private static StoreAnswer read(HttpAnswer answer) {
        if (JsonAnswers.read(answer).getValue("value") instanceof String value) {
            return StoreAnswer.of(value, GOOD);
        }
        throw answer.unusable("answered with something that holds no value");
    }
}
