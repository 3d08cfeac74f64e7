package dev.weir.gateway.passthrough;

import dev.weir.gateway.config.PassThroughSettings;
import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.SmallFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the files hold by which the adapter and we know each other, read again and again because they are renewed.
 *
 * @param authority of the adapter's certificate
 * @param identity ours
 * @param token ours; empty for none
 */
record AdapterFiles(Optional<Buffer> authority, Optional<Identity> identity, String token) {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,65536}");

    /** Reads them off the event loop; fails with a sentence that names the file. */
    static Future<AdapterFiles> read(Vertx vertx, PassThroughSettings settings) {
        Future<Optional<Buffer>> authority = optional(settings.authority().map(path -> SmallFile.read(vertx, path)));
        Future<Optional<Identity>> identity =
                optional(settings.identity().map(pem -> Identity.read(vertx, pem.certificate(), pem.key())));
        Future<String> token = settings.token()
                .map(path -> SmallFile.read(vertx, path).compose(text -> token(path, text)))
                .orElse(Future.succeededFuture(""));
        return Future.all(authority, identity, token)
                .map(all -> new AdapterFiles(authority.result(), identity.result(), token.result()));
    }

    private static <T> Future<Optional<T>> optional(Optional<Future<T>> wanted) {
        return wanted.map(future -> future.map(Optional::of)).orElse(Future.succeededFuture(Optional.empty()));
    }

    private static Future<String> token(Path path, Buffer text) {
        String token = text.toString().strip();
        return TOKEN.matcher(token).matches()
                ? Future.succeededFuture(token)
                : Future.failedFuture(path + " holds no token: accepted is one line of visible ASCII characters");
    }

    @Override
    public String toString() {
        return "AdapterFiles[" + (token.isEmpty() ? "no token" : "a token") + "]";
    }
}
