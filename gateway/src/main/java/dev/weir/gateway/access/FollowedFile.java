package dev.weir.gateway.access;

import dev.weir.gateway.http.SmallFile;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is read again and again, and told of when it is another. One that cannot be read is said once and waited for:
 * a Secret may be mounted later. Owned by one event loop.
 */
final class FollowedFile {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedFile.class);

    private final Vertx vertx;
    private final Context loop;
    private final Path file;
    private final String setting;
    private final Duration every;
    private final Consumer<String> use;
    private @Nullable Buffer last;
    private String complaint = "";
    private long timer;
    private boolean closed;

    /** @param use told of the text, on the event loop */
    FollowedFile(Vertx vertx, Context loop, Path file, String setting, Duration every, Consumer<String> use) {
        this.vertx = vertx;
        this.loop = loop;
        this.file = file;
        this.setting = setting;
        this.every = every;
        this.use = use;
    }

    void start() {
        loop.runOnContext(on -> look());
    }

    void close() {
        loop.runOnContext(on -> {
            closed = true;
            vertx.cancelTimer(timer);
        });
    }

    private void look() {
        SmallFile.read(vertx, file)
                .onSuccess(this::take)
                .onFailure(this::complain)
                .onComplete(done -> {
                    if (!closed) {
                        timer = vertx.setTimer(every.toMillis(), due -> look());
                    }
                });
    }

    private void take(Buffer text) {
        complaint = "";
        if (!text.equals(last)) {
            last = text;
            use.accept(text.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private void complain(Throwable fault) {
        String why = String.valueOf(fault.getMessage());
        if (!why.equals(complaint)) {
            complaint = why;
            LOG.warn("{}: {} cannot be read now, what it held before counts on: {}", setting, file, why);
        }
    }
}
