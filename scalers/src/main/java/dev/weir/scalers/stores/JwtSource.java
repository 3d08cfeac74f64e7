package dev.weir.scalers.stores;

import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.CredentialFile;
import io.vertx.core.Future;

/** Where the token comes from by which a ServiceAccount is known to a Vault. Implemented by records that show none. */
public interface JwtSource {

    Future<String> token(ScalerEnvironment environment);

    /** The token that the kubelet keeps fresh in a file. */
    record Mounted(String path) implements JwtSource {

        @Override
        public Future<String> token(ScalerEnvironment environment) {
            return CredentialFile.read(environment.vertx(), path, "the ServiceAccount's token file");
        }
    }
}
