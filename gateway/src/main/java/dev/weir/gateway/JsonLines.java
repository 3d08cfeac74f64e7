package dev.weir.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.weir.gateway.config.LogSettings;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.helpers.MessageFormatter;

/**
 * One JSON object a line: time, level, logger, message; what a message has of {@code key={}} are fields of their own. Of an
 * exception its class and message, and where it comes from only if it is a bug (an error) or for debugging. Logback's own
 * encoder knows no such pairs, and writes every stack trace.
 *
 * <p>Called by one thread at a time.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = new byte[0];
    private static final String PLACE = "{}";
    private static final int MOST_FRAMES = 20;
    private static final int MOST_CHARS = 16_384;
    private static final Set<String> TAKEN =
            Set.of("time", "level", "logger", "message", "exception", "reason", "stack");

    private final LogSettings.Time time;

    JsonLines(LogSettings.Time time) {
        this.time = time;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonObject line = new JsonObject()
                .put("time", LogTime.of(time, event.getInstant()))
                .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                .put("logger", event.getLoggerName())
                .put("message", "");
        line.put("message", bounded(message(event, line)));
        IThrowableProxy fault = event.getThrowableProxy();
        if (fault != null) {
            line.put("exception", fault.getClassName()).put("reason", bounded(String.valueOf(fault.getMessage())));
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)
                    || !event.getLevel().isGreaterOrEqual(Level.INFO)) {
                line.put("stack", stack(fault));
            }
        }
        return (line.encode() + "\n").getBytes(UTF_8);
    }

    /** Puts the pairs of a message into the line; what is left of it. */
    private static String message(ILoggingEvent event, JsonObject line) {
        String template = String.valueOf(event.getMessage());
        Object[] arguments = event.getArgumentArray();
        if (arguments == null || !template.contains("=")) {
            return event.getFormattedMessage();
        }
        List<String> words = new ArrayList<>();
        List<Object> rest = new ArrayList<>();
        int at = 0;
        for (String word : template.split(" ", -1)) {
            int places = places(word);
            int equals = places == 0 ? -1 : word.lastIndexOf('=', word.indexOf(PLACE));
            List<Object> here = new ArrayList<>();
            for (int place = 0; place < places && at < arguments.length; place++) {
                here.add(arguments[at++]);
            }
            if (equals > 0 && here.size() == places) {
                field(line, word.substring(0, equals), word.substring(equals + 1), here);
            } else {
                words.add(word);
                rest.addAll(here);
            }
        }
        return MessageFormatter.basicArrayFormat(String.join(" ", words).strip(), rest.toArray());
    }

    private static int places(String word) {
        int places = 0;
        for (int at = word.indexOf(PLACE); at >= 0; at = word.indexOf(PLACE, at + PLACE.length())) {
            places++;
        }
        return places;
    }

    /** A sentence may go on behind a pair: its punctuation is no part of the value. */
    private static void field(JsonObject line, String key, String pattern, List<Object> values) {
        String name = TAKEN.contains(key) ? key + "_" : key;
        String bare = pattern.replaceAll("[:;,]$", "");
        if (bare.equals(PLACE) && (values.get(0) instanceof Number || values.get(0) instanceof Boolean)) {
            line.put(name, values.get(0) instanceof Boolean ? values.get(0) : number((Number) values.get(0)));
        } else {
            line.put(name, bounded(MessageFormatter.basicArrayFormat(bare, values.toArray())));
        }
    }

    /** What JSON has no word for is text. */
    private static Object number(Number value) {
        return Double.isFinite(value.doubleValue()) ? value : value.toString();
    }

    private static String stack(IThrowableProxy fault) {
        StringBuilder text = new StringBuilder();
        StackTraceElementProxy[] frames = fault.getStackTraceElementProxyArray();
        for (int at = 0; at < Math.min(MOST_FRAMES, frames.length); at++) {
            text.append(at == 0 ? "" : "\n").append(frames[at].getSTEAsString());
        }
        IThrowableProxy cause = fault.getCause();
        if (cause != null && cause != fault) {
            text.append("\ncaused by ").append(cause.getClassName());
        }
        return text.toString();
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }
}
