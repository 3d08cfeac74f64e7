package dev.weir.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.weir.gateway.config.InvalidSettingsException;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** What is logged, as KEDA's {@code --zap-log-level} says it. */
final class LogLevel {

    private LogLevel() {}

    /** @throws InvalidSettingsException if it is no level */
    static void set(String given) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(of(given));
    }

    static Level of(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "debug" -> Level.DEBUG;
            case "info", "0" -> Level.INFO;
            case "warn" -> Level.WARN;
            case "error", "dpanic", "panic", "fatal" -> Level.ERROR;
            default -> {
                if (!given.matches("[1-9][0-9]{0,2}")) {
                    throw new InvalidSettingsException(List.of("--zap-log-level: given \"" + given
                            + "\", accepted is error, warn, info, debug or a number from 0"));
                }
                yield Level.DEBUG;
            }
        };
    }
}
