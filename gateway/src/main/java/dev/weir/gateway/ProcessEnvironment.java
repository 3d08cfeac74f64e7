package dev.weir.gateway;

import dev.weir.controller.ScalerSettings;
import dev.weir.controller.kube.Selectors;
import dev.weir.gateway.config.InvalidSettingsException;
import dev.weir.gateway.external.SelectorSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the process is told by variables and files, under the names KEDA gave them.
 *
 * @param namespaceFile where the kubelet writes the pod's namespace
 */
record ProcessEnvironment(Map<String, String> variables, Path namespaceFile) {

    private static final String OBJECTS = "WATCH_LABEL_SELECTOR";
    private static final String AUTHENTICATIONS = "WATCH_LABEL_SELECTOR_FOR_TRIGGERAUTH";
    private static final String RESTRICTED = "KEDA_RESTRICT_SECRET_ACCESS";

    /** KEDA's variables that change nothing here, and why. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "KEDA_SCALEDOBJECT_CTRL_MAX_RECONCILES", "nothing in a reconcile waits for a source",
            "KEDA_SCALEDJOB_CTRL_MAX_RECONCILES", "nothing in a reconcile waits for a source",
            "RAW_METRICS_GRPC_PROTOCOL", "the stream of raw metrics is not there yet",
            "RAW_METRICS_MODE", "the stream of raw metrics is not there yet");

    private static final String TIMEOUT = "KEDA_HTTP_DEFAULT_TIMEOUT";

    /** Where the process runs: POD_NAMESPACE, else the service account's, else KEDA's usual one. */
    String namespace() throws IOException {
        String given = variables.getOrDefault("POD_NAMESPACE", "");
        if (!given.isBlank()) {
            return given;
        }
        String mounted = Files.isReadable(namespaceFile)
                ? Files.readString(namespaceFile).strip()
                : "";
        return mounted.isEmpty() ? "keda" : mounted;
    }

    /**
     * Which objects are looked after.
     *
     * @throws InvalidSettingsException naming every selector that is none
     */
    Selectors selectors() {
        List<String> problems = Stream.of(OBJECTS, AUTHENTICATIONS)
                .flatMap(name -> mistake(name).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new Selectors(selector(OBJECTS), selector(AUTHENTICATIONS));
    }

    private String selector(String name) {
        return variables.getOrDefault(name, "").strip();
    }

    private Optional<String> mistake(String name) {
        String given = selector(name);
        return given.isEmpty()
                ? Optional.empty()
                : SelectorSyntax.mistake(given)
                        .map(mistake -> name + ": given \"" + given + "\", accepted is a label selector: " + mistake);
    }

    /** Whether Secrets are read in the cluster object namespace only. */
    boolean restrictsSecrets() {
        return variables.getOrDefault(RESTRICTED, "").strip().equalsIgnoreCase("true");
    }

    /** What is set and has no effect, each as a sentence. */
    List<String> withoutEffect() {
        return WITHOUT_EFFECT.entrySet().stream()
                .filter(known -> !variables.getOrDefault(known.getKey(), "").isBlank())
                .map(known -> known.getKey() + " has no effect: " + known.getValue())
                .sorted()
                .toList();
    }

    /** Bound of one HTTP exchange of a trigger, in milliseconds as KEDA takes it. */
    Duration httpTimeout() {
        String given = variables.getOrDefault(TIMEOUT, "");
        if (given.isEmpty()) {
            return ScalerSettings.DEFAULT_HTTP_TIMEOUT;
        }
        try {
            int millis = Integer.parseInt(given.strip());
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException notANumber) {
            // Said below, like a number that is too small.
        }
        throw new InvalidSettingsException(List.of(TIMEOUT + ": given \"" + given
                + "\", accepted is a whole number of milliseconds from 1 to " + Integer.MAX_VALUE));
    }
}
