package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.Pem;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a connection string names, on the disk of this process. Blocking. */
final class PemFile {

    /** No file of certificates is larger. */
    private static final int LARGEST_BYTES = 1 << 20;

    private PemFile() {}

    /** The contents; {@code parameter} is named in the message if they cannot be had. */
    static Buffer read(String parameter, String path) {
        try (var in = Files.newInputStream(Path.of(path))) {
            return Buffer.buffer(in.readNBytes(LARGEST_BYTES));
        } catch (IOException | InvalidPathException e) {
            throw new SourceException("the file \"" + path + "\" that " + parameter + " names cannot be read");
        }
    }

    /** A private key, decrypted if it needs to be. */
    static Buffer key(String parameter, String path, String password) {
        try {
            return Buffer.buffer(Pem.privateKey(read(parameter, path).toString(StandardCharsets.UTF_8), password));
        } catch (IllegalArgumentException e) {
            throw new SourceException("the file \"" + path + "\" that " + parameter + " names " + e.getMessage());
        }
    }
}
