package dev.weir.gateway.process;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * HTTP to the API server by the event loops of Vert.x. Whoever gets an answer reads it on the thread that hands it on; a list
 * of a thousand objects takes a young JVM seconds, so that long answers are handed on by workers ({@link LongAnswers}).
 */
public final class ClusterHttp implements HttpClient.Factory {

    private final HttpClient.Factory loops;
    private final Executor workers;

    public ClusterHttp(Vertx vertx) {
        loops = new Vertx5HttpClientFactory(vertx);
        workers = work -> vertx.executeBlocking(
                        () -> {
                            work.run();
                            return true;
                        },
                        false)
                .onFailure(cause -> {
                    if (cause instanceof RejectedExecutionException) {
                        // At the end there are no workers any more, and nobody is kept waiting.
                        work.run();
                    }
                });
    }

    @Override
    public HttpClient.Builder newBuilder(Config config) {
        return new LongAnswersBuilder(loops.newBuilder(config), workers);
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return new LongAnswersBuilder(loops.newBuilder(), workers);
    }
}
