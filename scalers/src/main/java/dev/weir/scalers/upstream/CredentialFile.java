package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;

/** Files that this process is given to prove who it is: small, and replaced while it runs. */
public final class CredentialFile {

    private static final long LIMIT_BYTES = 64 << 10;

    private CredentialFile() {}

    /** The text of the file, read now without blocking. {@code what} says in a message which file it is. */
    public static Future<String> read(Vertx vertx, String path, String what) {
        return vertx.fileSystem()
                .props(path)
                .compose(props -> props.size() > LIMIT_BYTES
                        ? Future.failedFuture(new SourceException(
                                what + " " + path + " is larger than " + (LIMIT_BYTES >> 10) + " KiB"))
                        : vertx.fileSystem().readFile(path))
                .map(buffer -> buffer.toString(StandardCharsets.UTF_8).trim())
                .recover(fault -> Future.failedFuture(
                        fault instanceof SourceException
                                ? fault
                                : new SourceException(what + " " + path + " cannot be read")));
    }
}
