package dev.weir.controller.manifests;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of manifests, and what was read of it the last time. A file is read again when its time, size or identity
 * differs. A file that cannot be read keeps the objects it had before; one that is gone has none. Used by one thread at a
 * time; blocks.
 */
public final class ManifestFolder {

    private record Known(Stamp stamp, ManifestFile file) {}

    private final Path folder;
    private final ManifestReader reader;
    private final ManifestLimits limits;
    private Map<Path, Known> known = Map.of();

    public ManifestFolder(Path folder, ManifestReader reader, ManifestLimits limits) {
        this.folder = folder;
        this.reader = reader;
        this.limits = limits;
    }

    /**
     * What a look found that the one before did not.
     *
     * @param manifests all objects of the folder as they are now
     * @param problems of the files that were read in this look, each with the name of its file
     */
    public record Change(Manifests manifests, List<String> problems) {

        public Change {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads what changed; empty if nothing did.
     *
     * @throws IOException if the folder cannot be listed or has too many files; what was known stays
     */
    public Optional<Change> look() throws IOException {
        Map<Path, Stamp> found = FolderListing.of(folder, limits);
        Map<Path, Known> next = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        boolean changed = !found.keySet().equals(known.keySet());
        for (Map.Entry<Path, Stamp> entry : found.entrySet()) {
            Known before = known.get(entry.getKey());
            if (before != null && before.stamp().equals(entry.getValue())) {
                next.put(entry.getKey(), before);
            } else {
                changed = true;
                next.put(entry.getKey(), new Known(entry.getValue(), read(entry.getKey(), before, problems)));
            }
        }
        known = next;
        return changed ? Optional.of(change(problems)) : Optional.empty();
    }

    private Change change(List<String> problems) {
        Manifests manifests =
                Manifests.of(known.values().stream().map(Known::file).toList());
        problems.addAll(manifests.problems());
        return new Change(manifests, problems);
    }

    private ManifestFile read(Path path, @Nullable Known before, List<String> problems) {
        String name = folder.relativize(path).toString();
        ManifestFile now = text(path, name);
        ManifestFile kept = before != null
                        && !now.problems().isEmpty()
                        && !before.file().manifests().isEmpty()
                ? before.file()
                : now;
        String rest = kept == now ? "" : "; the objects it had before stay as they were";
        now.problems().forEach(problem -> problems.add("file " + name + ": " + problem + rest));
        return kept;
    }

    /** The manifest files under a folder, in the order of their paths. */
    public static List<Path> files(Path folder, ManifestLimits limits) throws IOException {
        return List.copyOf(FolderListing.of(folder, limits).keySet());
    }

    /** @throws IOException with a message that follows the file's name and shows nothing of its content */
    public static String text(Path path, ManifestLimits limits) throws IOException {
        try {
            long size = Files.size(path);
            if (size > limits.fileBytes()) {
                throw new IOException("has " + size + " bytes, " + limits.fileBytes() + " are allowed");
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IOException("is not UTF-8", e);
        } catch (FileSystemException e) {
            throw new IOException("cannot be read: " + e.getMessage(), e);
        }
    }

    private ManifestFile text(Path path, String name) {
        try {
            return reader.read(name, text(path, limits));
        } catch (IOException e) {
            return new ManifestFile(name, List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }
}
