package dev.weir.jmh.scene;

import dev.weir.jmh.harness.HpaUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ScaledObjects of a run, as files: objects take the queries in turns, each with a threshold of its own.
 *
 * @param objects how many there are
 * @param queries how many different questions they ask
 * @param interval how often each wants its question asked
 * @param prometheus the address they ask
 */
public record Manifests(int objects, int queries, Duration interval, String prometheus) {

    private static final int NAMESPACES = 10;
    private static final String METRIC = "s0-prometheus";

    /** Writes them into a folder, one file for each namespace. */
    public void write(Path folder) throws IOException {
        for (int namespace = 0; namespace < NAMESPACES; namespace++) {
            StringBuilder text = new StringBuilder();
            for (int number = namespace; number < objects; number += NAMESPACES) {
                text.append(manifest(number));
            }
            if (text.length() > 0) {
                Files.writeString(folder.resolve("team-" + namespace + ".yaml"), text);
            }
        }
    }

    /** By which the HPA of each asks. */
    public List<String> uris() {
        return IntStream.range(0, objects)
                .mapToObj(number -> HpaUri.of(namespace(number), METRIC, name(number)))
                .toList();
    }

    private String manifest(int number) {
        return """
                ---
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  scaleTargetRef:
                    name: %s
                  pollingInterval: %d
                  minReplicaCount: 1
                  maxReplicaCount: 10
                  triggers:
                    - type: prometheus
                      metadata:
                        serverAddress: %s
                        query: sum(rate(requests_total{queue="%d"}[1m]))
                        threshold: "%d"
                """.formatted(
                        name(number),
                        namespace(number),
                        name(number),
                        interval.toSeconds(),
                        prometheus,
                        number % queries,
                        10 + number);
    }

    private static String namespace(int number) {
        return "team-" + number % NAMESPACES;
    }

    private static String name(int number) {
        return "web-" + number;
    }
}
