package dev.weir.scalers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder of a database, which belongs to an ordinary user even where the tests run as root. */
final class DatabaseFolder {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path path;

    DatabaseFolder(String name) {
        try {
            path = Files.createTempDirectory("weir-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        give(path);
    }

    Path path() {
        return path;
    }

    /** Databases refuse to run as root. */
    static List<String> ordinary(List<String> command) {
        return ROOT
                ? Stream.concat(
                                Stream.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"),
                                command.stream())
                        .toList()
                : command;
    }

    Path write(String name, String text) {
        try {
            Path file = Files.writeString(path.resolve(name), text);
            give(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy that only the database may read, as it wants its key. */
    Path copy(Path from) {
        try {
            Path to = path.resolve(from.getFileName());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
            give(to);
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        if (Files.exists(path)) {
            ServerProcess.delete(path);
        }
    }

    private static void give(Path file) {
        if (ROOT) {
            try {
                Files.setOwner(
                        file,
                        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
