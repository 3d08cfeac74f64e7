package dev.weir.controller.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.manifests.ManifestFolder.Change;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestFolderTest {

    private static final ManifestLimits LIMITS = new ManifestLimits(3, 1_000);

    @TempDir
    Path path;

    private ManifestFolder folder;
    private Instant modified = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void open() {
        folder = new ManifestFolder(path, new ManifestReader(new KubernetesSerialization(), LIMITS), LIMITS);
    }

    @Test
    void readsSubfoldersAndPassesOverWhatIsHiddenOrOfAnotherKind() throws IOException {
        write("a.yaml", object("a"));
        write("deep/er/b.yml", object("b"));
        write("..data/c.yaml", object("c"));
        write("notes.txt", object("d"));

        assertEquals(List.of("a", "b"), names(folder.look().orElseThrow()));
    }

    @Test
    void readsOnlyWhatChanged() throws IOException {
        write("a.yaml", object("a"));
        write("b.yaml", object("b"));
        folder.look();
        assertEquals(Optional.empty(), folder.look());

        write("a.yaml", object("a2"));
        assertEquals(List.of("a2", "b"), names(folder.look().orElseThrow()));
        Files.delete(path.resolve("b.yaml"));
        assertEquals(List.of("a2"), names(folder.look().orElseThrow()));
    }

    @Test
    void aBrokenFileKeepsWhatItHad() throws IOException {
        write("a.yaml", object("a"));
        folder.look();
        write("a.yaml", "{");

        Change change = folder.look().orElseThrow();
        assertEquals(List.of("a"), names(change));
        assertEquals(1, change.problems().size());
        assertTrue(change.problems().get(0).startsWith("file a.yaml: is not valid YAML, line "));
        assertTrue(change.problems().get(0).endsWith("; the objects it had before stay as they were"));
        assertEquals(Optional.empty(), folder.look(), "said once");

        write("a.yaml", object("a3"));
        assertEquals(List.of("a3"), names(folder.look().orElseThrow()));
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        write("a.yaml", object("a") + "#".repeat(1_000));

        assertTrue(folder.look().orElseThrow().problems().get(0).endsWith(" bytes, 1000 are allowed"));
    }

    @Test
    void refusesTooManyFilesAndKeepsWhatItKnew() throws IOException {
        write("a.yaml", object("a"));
        folder.look();
        for (int i = 0; i < LIMITS.files(); i++) {
            write("more" + i + ".yaml", object("m" + i));
        }

        IOException e = assertThrows(IOException.class, folder::look);
        assertEquals("folder " + path + " has more than 3 manifest files, which is the limit", e.getMessage());
        Files.delete(path.resolve("more0.yaml"));
        assertEquals(List.of("a", "m1", "m2"), names(folder.look().orElseThrow()));
    }

    @Test
    void ofTwoObjectsWithOneNameTheFirstCounts() throws IOException {
        write("a.yaml", object("a"));
        write("b.yaml", object("a"));

        assertEquals(
                List.of("ScaledObject default/a in b.yaml is ignored: a.yaml has an object of that name already"),
                folder.look().orElseThrow().problems());
    }

    @Test
    void aFolderThatGoesAwayIsAFault() throws IOException {
        write("a.yaml", object("a"));
        folder.look();
        Files.delete(path.resolve("a.yaml"));
        Files.delete(path);

        assertThrows(IOException.class, folder::look);
        Files.createDirectory(path);
    }

    /** Each write is a second later, so that a change is one on file systems with coarse times too. */
    private void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        modified = modified.plusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private static String object(String name) {
        return "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: " + name + "}}";
    }

    private static List<String> names(Change change) {
        return change.manifests().all(ScaledObject.class).stream()
                .map(manifest -> manifest.key().name())
                .sorted()
                .toList();
    }
}
