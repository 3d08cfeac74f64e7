package dev.weir.cache.testing;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source that answers as the test says, and remembers what was asked of it. */
public final class FakeSource implements Source<FakeSource.Number> {

    /** What it reads. */
    public record Number(double value) {}

    private static final SourceKeys KEYS = SourceKeys.sharing(new byte[] {1, 2, 3});

    private final SourceKey key;
    private final String upstream;
    private final List<Promise<Number>> asked = new ArrayList<>();
    private @Nullable Supplier<Future<Number>> script;
    private Runnable watcher = () -> {};
    private @Nullable Consumer<Number> sink;
    private int closed;
    private Duration patience = Duration.ZERO;
    private @Nullable SourceKey together;

    private FakeSource(SourceKey key, String upstream) {
        this.key = key;
        this.upstream = upstream;
    }

    /** Asks {@code question} of an upstream of its own; answers nothing until told to. */
    public static FakeSource asking(String question) {
        return asking(question, "fake://" + question);
    }

    public static FakeSource asking(String question, String upstream) {
        return new FakeSource(keyOf(question), upstream);
    }

    /** The key of all sources that ask this question. */
    public static SourceKey keyOf(String question) {
        return KEYS.question("fake").with("question", question).key();
    }

    /** Is answered together with all that say the same. */
    public FakeSource together(String word) {
        together = keyOf(word);
        return this;
    }

    @Override
    public Optional<SourceKey> together() {
        return Optional.ofNullable(together);
    }

    /** May take this long. */
    public FakeSource patient(Duration time) {
        patience = time;
        return this;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    /** Answers each poll at once with this value. */
    public FakeSource answering(double value) {
        return scripted(() -> Future.succeededFuture(new Number(value)));
    }

    /** Fails each poll at once. */
    public FakeSource failing(String message) {
        return scripted(() -> Future.failedFuture(new SourceException(message)));
    }

    /** Fails each poll at once, asking to be left alone. */
    public FakeSource failing(String message, Duration retryAfter) {
        return scripted(() -> Future.failedFuture(new SourceException(message, retryAfter)));
    }

    /** Leaves each poll open, until {@link #last()} is completed. */
    public FakeSource silent() {
        script = null;
        return this;
    }

    /** Answers each poll with what this supplies; may throw. */
    public FakeSource scripted(Supplier<Future<Number>> answer) {
        script = answer;
        return this;
    }

    /** Runs this at each poll, before its answer. */
    public FakeSource onPoll(Runnable runnable) {
        watcher = runnable;
        return this;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return upstream;
    }

    @Override
    public Class<Number> readingType() {
        return Number.class;
    }

    @Override
    public Future<Number> poll() {
        Promise<Number> promise = Promise.promise();
        asked.add(promise);
        watcher.run();
        return script == null ? promise.future() : script.get();
    }

    @Override
    public void listen(Consumer<Number> listener) {
        sink = listener;
    }

    @Override
    public Future<Void> close() {
        closed++;
        return Future.succeededFuture();
    }

    /** Pushes a reading, unasked. */
    public void push(double value) {
        if (sink == null) {
            throw new IllegalStateException("nobody listens to " + key);
        }
        sink.accept(new Number(value));
    }

    /** How often it was polled. */
    public int polls() {
        return asked.size();
    }

    /** The answer to a poll while silent; 0 is the first. */
    public Promise<Number> answer(int poll) {
        return asked.get(poll);
    }

    /** The answer to the latest poll while silent. */
    public Promise<Number> last() {
        return asked.get(asked.size() - 1);
    }

    /** How often it was closed. */
    public int closed() {
        return closed;
    }
}
