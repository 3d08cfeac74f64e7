package dev.weir.gateway;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.weir.gateway.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lines of the log look like from now on; they go where they went. */
final class LogOutput {

    private LogOutput() {}

    static void set(LogSettings settings) {
        settings.level().ifPresent(LogLevel::set);
        if (settings.format() == LogSettings.Format.TEXT) {
            return;
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof OutputStreamAppender<ILoggingEvent> lines
                    && lines.getEncoder() instanceof PatternLayoutEncoder) {
                Encoder<ILoggingEvent> json = new JsonLines(settings.time());
                json.setContext(context);
                json.start();
                lines.setEncoder(json);
            }
        });
    }
}
