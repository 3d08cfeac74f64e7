package dev.weir.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** Files of certificates, keys and tokens: small, and replaced while the process runs. */
public final class SmallFile {

    private static final long MAX_BYTES = 1 << 20;

    private SmallFile() {}

    /** Reads it now, off the event loop; fails with a sentence if it is too long. */
    public static Future<Buffer> read(Vertx vertx, Path path) {
        return vertx.fileSystem()
                .props(path.toString())
                .compose(properties -> properties.size() > MAX_BYTES
                        ? Future.failedFuture(path + " is longer than " + MAX_BYTES + " bytes")
                        : vertx.fileSystem().readFile(path.toString()));
    }
}
