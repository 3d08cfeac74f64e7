package dev.weir.scalers.stores;

import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import java.util.Map;

/**
 * One path of a Vault.
 *
 * @param path as the Vault's API has it, for example {@code secret/data/orders}
 * @param kind of what is there
 * @param request what is asked of a Vault that issues certificates; empty for the other kinds
 */
public record VaultQuestion(VaultLogin login, String path, Kind kind, Map<String, String> request)
        implements StoreQuestion {

    public VaultQuestion {
        request = Map.copyOf(request);
    }

    /** What is at a path. */
    public enum Kind {
        /** Told by the answer: version 2 if it holds data in data. */
        UNSAID,
        SECRET,
        SECRET_V2,
        PKI
    }

    @Override
    public String label() {
        return path + " of the Vault at " + Url.origin(login.address());
    }

    @Override
    public StoreClient open(ScalerEnvironment environment) {
        return new VaultClient(environment, this);
    }
}
