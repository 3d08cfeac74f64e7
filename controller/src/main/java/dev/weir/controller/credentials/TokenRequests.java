package dev.weir.controller.credentials;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.time.Duration;

/** Asks the cluster for tokens of ServiceAccounts. */
public interface TokenRequests {

    /** Where there is no cluster. */
    TokenRequests NONE = (environment, namespace, name, life) -> Future.failedFuture(new SourceException(
            "a token of ServiceAccount " + namespace + "/" + name + " would need a cluster, and none is connected"));

    /** A token; secret. Fails with a sentence. */
    Future<Issued> issue(ScalerEnvironment environment, String namespace, String name, Duration life);

    /**
     * What the cluster gave.
     *
     * @param life which may be another than asked for
     */
    record Issued(String token, Duration life) {
        @Override
        public String toString() {
            return "Issued[life=" + life + "]";
        }
    }
}
