package dev.weir.jmh.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestsTest {

    @TempDir
    private Path folder;

    @Test
    void objectsTakeTheQueriesInTurns() throws IOException {
        new Manifests(25, 4, Duration.ofSeconds(15), "http://127.0.0.1:9").write(folder);
        String all = all();
        assertEquals(25, matches(all, "kind: ScaledObject").size());
        assertEquals(4, matches(all, "query: .*").stream().distinct().count());
        assertEquals(25, matches(all, "threshold: .*").stream().distinct().count());
    }

    @Test
    void everyObjectIsAskedForInItsNamespace() throws IOException {
        Manifests manifests = new Manifests(3, 1, Duration.ofSeconds(15), "http://127.0.0.1:9");
        manifests.write(folder);
        assertTrue(Files.readString(folder.resolve("team-2.yaml")).contains("name: web-2"));
        assertEquals(3, manifests.uris().stream().distinct().count());
        assertEquals(
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/team-2/s0-prometheus"
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3Dweb-2",
                manifests.uris().get(2));
    }

    private String all() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
