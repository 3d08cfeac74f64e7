package dev.weir.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.LoggerFactory;

/**
 * What is logged while a table is on the terminal: only warnings and worse, and held back, since lines in between would
 * destroy the table. The latest so many are kept and handed out in the end; without a table they go where logs always go.
 */
final class LogNotices extends AppenderBase<ILoggingEvent> {

    private static final int KEPT = 100;

    /** The made-up API server does all its work on its event loop, which a busy machine may hold up for seconds. */
    private static final String BLOCKED_LOOPS = "io.vertx.core.impl.BlockedThreadChecker";

    private final Logger root;
    private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    private final Deque<String> kept = new ConcurrentLinkedDeque<>();

    private LogNotices(Logger root) {
        this.root = root;
    }

    /**
     * Sets the level of the demo: warnings, unless the environment names a level or everything is wanted.
     *
     * @param hold whether a table is shown
     */
    static LogNotices install(Map<String, String> environment, boolean verbose, boolean hold) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (!verbose && !environment.containsKey("WEIR_LOG_LEVEL")) {
            root.setLevel(Level.WARN);
            root.getLoggerContext().getLogger(BLOCKED_LOOPS).setLevel(Level.ERROR);
        }
        LogNotices notices = new LogNotices(root);
        if (hold) {
            notices.takeOver();
        }
        return notices;
    }

    private void takeOver() {
        root.iteratorForAppenders().forEachRemaining(usual::add);
        usual.forEach(root::detachAppender);
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    /** Called by one thread at a time. */
    @Override
    protected void append(ILoggingEvent event) {
        kept.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage());
        if (kept.size() > KEPT) {
            kept.remove();
        }
    }

    /** The latest line that was held back. */
    Optional<String> latest() {
        return Optional.ofNullable(kept.peekLast());
    }

    /** Lets logs go where they went before; what was held back meanwhile. */
    List<String> restore() {
        root.detachAppender(this);
        usual.forEach(root::addAppender);
        usual.clear();
        return List.copyOf(kept);
    }
}
