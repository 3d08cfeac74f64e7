package dev.weir.gateway.process;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A client whose long answers are handed on by workers; short ones stay on the event loop that received them. */
final class LongAnswers implements HttpClient {

    /** To read so many bytes takes some milliseconds at most. */
    static final int LONG_BYTES = 64 << 10;

    private final HttpClient loops;
    private final Executor workers;

    LongAnswers(HttpClient loops, Executor workers) {
        this.loops = loops;
        this.workers = workers;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
        CompletableFuture<HttpResponse<T>> received = loops.sendAsync(request, type);
        CompletableFuture<HttpResponse<T>> handedOn = new CompletableFuture<>();
        received.whenComplete((answer, fault) -> {
            if (fault != null) {
                handedOn.completeExceptionally(fault);
            } else if (length(answer.body()) < LONG_BYTES) {
                handedOn.complete(answer);
            } else {
                workers.execute(() -> handedOn.complete(answer));
            }
        });
        handedOn.whenComplete((answer, fault) -> {
            if (handedOn.isCancelled()) {
                // Whoever gives up ends the request.
                received.cancel(true);
            }
        });
        return handedOn;
    }

    private static int length(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes.length;
        }
        return body instanceof String text ? text.length() : 0;
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
            HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        return loops.consumeBytes(request, consumer);
    }

    @Override
    public DerivedClientBuilder newBuilder() {
        return new LongAnswersBuilder.Derived(loops.newBuilder(), workers);
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return loops.newWebSocketBuilder();
    }

    @Override
    public HttpRequest.Builder newHttpRequestBuilder() {
        return loops.newHttpRequestBuilder();
    }

    @Override
    public boolean isClosed() {
        return loops.isClosed();
    }

    @Override
    public void close() {
        loops.close();
    }
}
