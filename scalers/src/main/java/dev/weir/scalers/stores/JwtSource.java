package dev.weir.scalers.stores;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.CredentialFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** Where the token comes from by which a ServiceAccount is known to a Vault. Implemented by records that show none. */
public interface JwtSource {

    Future<String> token(ScalerEnvironment environment);

    /**
     * The token that the kubelet keeps fresh in a file. Nothing else is read out of a file: who writes an authentication names
     * both the file and the Vault that it is shown to.
     */
    record Mounted(String path) implements JwtSource {

        private static final String SUBJECT = "system:serviceaccount:";

        @Override
        public Future<String> token(ScalerEnvironment environment) {
            return CredentialFile.read(environment.vertx(), path, "the ServiceAccount's token file")
                    .map(text -> {
                        if (!ofServiceAccount(text)) {
                            throw new SourceException("the file " + path + " holds no token of a ServiceAccount");
                        }
                        return text;
                    });
        }

        private static boolean ofServiceAccount(String text) {
            String[] parts = text.split("\\.", -1);
            try {
                return parts.length == 3
                        && new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1]))).getValue("sub")
                                instanceof String subject
                        && subject.startsWith(SUBJECT);
            } catch (IllegalArgumentException | DecodeException e) {
                return false;
            }
        }
    }
}
