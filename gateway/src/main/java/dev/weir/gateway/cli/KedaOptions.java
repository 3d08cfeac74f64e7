package dev.weir.gateway.cli;

import java.util.List;
import java.util.Optional;

/**
 * What {@code weir serve} was given of KEDA's flags beside the settings.
 *
 * @param lease that says who writes
 * @param logLevel as zap takes it
 * @param notes about flags without effect, a sentence each
 */
public record KedaOptions(String lease, Optional<String> logLevel, List<String> notes) {

    public KedaOptions {
        notes = List.copyOf(notes);
    }
}
