package dev.weir.controller.manifests;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The manifest files under a folder, in the order of their paths. Links are followed, because a mounted ConfigMap is made of
 * them; what begins with a dot is passed over, for the same reason.
 */
final class FolderListing extends SimpleFileVisitor<Path> {

    private static final int DEEPEST = 16;

    private final Path folder;
    private final ManifestLimits limits;
    private final Map<Path, Stamp> found = new TreeMap<>();

    private FolderListing(Path folder, ManifestLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    static Map<Path, Stamp> of(Path folder, ManifestLimits limits) throws IOException {
        FolderListing listing = new FolderListing(folder, limits);
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, listing);
        return listing.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
        return !path.equals(folder) && hidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && !hidden(path) && manifest(path)) {
            if (found.size() == limits.files()) {
                throw new IOException("folder " + folder + " has more than " + limits.files()
                        + " manifest files, which is the limit");
            }
            found.put(path, Stamp.of(attributes));
        }
        return FileVisitResult.CONTINUE;
    }

    /** A file that goes while we look, or a link that leads nowhere or in a circle, is no file. */
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
        if (path.equals(folder)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean hidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean manifest(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }
}
