package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ServiceEndpoints;
import dev.weir.scalers.upstream.HttpTallies;
import dev.weir.scalers.upstream.SharedClients;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process's worth of environment for trigger types under test: a Vert.x that notices blocked loops, shared clients, a
 * clock that stands still. Closing it checks that every client was given back and that no loop was blocked.
 */
public final class ScalerBench implements AutoCloseable {

    /** The time on this bench's clock. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Vertx vertx;
    private final SharedClients clients = new SharedClients();
    private final HttpTallies http = new HttpTallies();
    private final ScalerEnvironment environment;
    private final Context loop;
    private final Queue<String> blocked = new ConcurrentLinkedQueue<>();

    public ScalerBench(Duration httpTimeout) {
        this(httpTimeout, Map.of(), List.of(), null, InstantSource.fixed(NOW));
    }

    public ScalerBench(
            Duration httpTimeout,
            Map<String, String> variables,
            List<Path> caDirectories,
            @Nullable ServiceEndpoints endpoints,
            InstantSource clock) {
        vertx = Vertx.vertx(new VertxOptions()
                .setBlockedThreadCheckInterval(100)
                .setMaxEventLoopExecuteTime(200)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(event -> note(event.thread()));
        environment = new ScalerEnvironment(
                vertx,
                clock,
                SourceKeys.sharing("bench".getBytes(StandardCharsets.UTF_8)),
                clients,
                httpTimeout,
                caDirectories,
                variables,
                endpoints,
                http);
        loop = vertx.getOrCreateContext();
    }

    public Vertx vertx() {
        return vertx;
    }

    public ScalerEnvironment environment() {
        return environment;
    }

    /** What HTTP sources have exchanged. */
    public HttpTallies http() {
        return http;
    }

    public SharedClients clients() {
        return clients;
    }

    /** Polls once on a loop as the cache does, and waits. */
    public <R extends Record> R poll(Source<R> source) {
        return await(onLoop(source));
    }

    /** Polls once and gives the message of its failure; fails the test if there is an answer. */
    public String pollFailure(Source<?> source) {
        return failure(onLoop(source)).getMessage();
    }

    /** Starts a poll on the bench's loop. */
    public <R extends Record> Future<R> onLoop(Source<R> source) {
        CompletableFuture<R> done = new CompletableFuture<>();
        loop.runOnContext(go -> {
            Future<R> poll;
            try {
                poll = source.poll();
            } catch (RuntimeException e) {
                poll = Future.failedFuture(new AssertionError("poll() threw instead of failing its future", e));
            }
            poll.onComplete(result -> {
                if (Vertx.currentContext() != loop) {
                    done.completeExceptionally(new AssertionError("completed off the caller's context"));
                } else if (result.succeeded()) {
                    done.complete(result.result());
                } else {
                    done.completeExceptionally(result.cause());
                }
            });
        });
        return Future.fromCompletionStage(done);
    }

    /** The failure of a future that must not succeed. */
    public static Throwable failure(Future<?> future) {
        try {
            Object answer = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            throw new AssertionError("should have failed, but answered " + answer);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("neither failed nor answered in 30 s", e);
        }
    }

    /** The result of a future that must succeed. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("should have answered, but failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("neither failed nor answered in 30 s", e);
        }
    }

    /** What blocked an event loop so far: stack traces that lead through this project's main code. */
    public List<String> blocked() {
        return List.copyOf(blocked);
    }

    /** Only what this project's code does counts: a busy machine may stop any thread, and classes load once. */
    private void note(Thread thread) {
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        boolean ours = stack.stream()
                .map(StackTraceElement::getClassName)
                .anyMatch(
                        name -> name.startsWith("dev.weir.scalers.") && !name.startsWith("dev.weir.scalers.testing."));
        boolean loading = stack.stream()
                .anyMatch(frame -> frame.getClassName().equals("java.lang.ClassLoader")
                        || frame.getMethodName().equals("<clinit>"));
        // A thread that only waits for a processor is runnable; one that waits for anything else is not, or stands in a
        // socket.
        boolean waits = thread.getState() != Thread.State.RUNNABLE
                || stack.stream().anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch.NioSocketImpl"));
        if (ours && !loading && waits && thread.getName().contains("eventloop")) {
            blocked.add(thread.getName() + stack);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
        assertTrue(blocked.isEmpty(), () -> "an event loop was blocked: " + blocked);
    }
}
