package dev.weir.scalers.mongodb;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.Pem;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.upstream.CredentialFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The files that a connection string names: they stand on the disk of this process. Never blocks. */
final class TlsFiles {

    private TlsFiles() {}

    /** What the string says of TLS, with the contents of its files. */
    static Future<TlsSettings> read(Vertx vertx, ConnectionText text) {
        return file(vertx, "tlsCAFile", text.caFile(), Pem::certificates)
                .compose(ca -> file(vertx, "tlsCertificateKeyFile", text.pairFile(), pem -> {
                            Pem.certificates(pem);
                            Pem.privateKey(pem, text.pairPassword());
                        })
                        .map(pair -> new TlsSettings(ca, pair, pair, text.pairPassword(), text.unsafe())));
    }

    /** Says whether a text can be used by throwing an {@link IllegalArgumentException} that repeats nothing of it. */
    @FunctionalInterface
    private interface Check {
        void on(String pem);
    }

    private static Future<String> file(Vertx vertx, String option, String path, Check check) {
        return path.isEmpty()
                ? Future.succeededFuture("")
                : CredentialFile.read(vertx, path, "the file of " + option).map(pem -> {
                    try {
                        check.on(pem);
                        return pem;
                    } catch (IllegalArgumentException e) {
                        throw new SourceException("the file of " + option + " " + path + " " + e.getMessage());
                    }
                });
    }
}
