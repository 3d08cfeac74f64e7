package dev.weir.controller.check;

import dev.weir.controller.OfflineCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Checks texts in memory, and says what was found in lines. */
final class Checking {

    private final OfflineCheck check = new OfflineCheck("keda", () -> Instant.EPOCH);

    private record InMemory(String name, String read) implements ManifestText {}

    static ManifestText text(String name, String text) {
        return new InMemory(name, text);
    }

    List<CheckedObject> objects(String... texts) {
        List<ManifestText> all = new ArrayList<>();
        for (String text : texts) {
            all.add(text("f" + all.size() + ".yaml", text));
        }
        return check.check(all);
    }

    List<CheckedObject> objects(List<ManifestText> texts) {
        return check.check(texts);
    }

    /** {@code line severity path: message}. */
    List<String> lines(String... texts) {
        return objects(texts).stream()
                .flatMap(object -> object.findings().stream())
                .map(finding ->
                        finding.line() + " " + finding.severity() + " " + finding.path() + ": " + finding.message())
                .collect(Collectors.toList());
    }

    void close() throws Exception {
        check.close().await(20, TimeUnit.SECONDS);
    }
}
