package dev.weir.gateway;

import dev.weir.controller.ScalerSettings;
import dev.weir.gateway.config.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the process is told by variables and files, under the names KEDA gave them.
 *
 * @param namespaceFile where the kubelet writes the pod's namespace
 */
record ProcessEnvironment(Map<String, String> variables, Path namespaceFile) {

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
