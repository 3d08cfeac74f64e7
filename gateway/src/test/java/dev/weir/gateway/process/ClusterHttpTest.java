package dev.weir.gateway.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClusterHttpTest {

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Buffer> answer = Promise.promise();
    private final HttpClient client = new ClusterHttp(vertx).newBuilder().build();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request ->
                        answer.future().onSuccess(body -> request.response().end(body)))
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void aLongAnswerIsReadByAWorker() throws Exception {
        CompletableFuture<String> read = askedBy(client).thenApply(body -> thread());

        answer.complete(Buffer.buffer(new byte[LongAnswers.LONG_BYTES]));

        assertTrue(read.get(20, TimeUnit.SECONDS).startsWith("vert.x-worker-thread"), read.toString());
    }

    @Test
    void soItIsByAClientThatWasMadeOfIt() throws Exception {
        HttpClient derived =
                client.newBuilder().tag("watching").authenticatorNone().build();
        CompletableFuture<String> read = askedBy(derived).thenApply(body -> thread());

        answer.complete(Buffer.buffer(new byte[LongAnswers.LONG_BYTES]));

        assertTrue(read.get(20, TimeUnit.SECONDS).startsWith("vert.x-worker-thread"), read.toString());
    }

    @Test
    void aShortOneStaysWhereItCame() throws Exception {
        CompletableFuture<String> read = askedBy(client).thenApply(body -> thread());

        answer.complete(Buffer.buffer("{}"));

        assertTrue(read.get(20, TimeUnit.SECONDS).startsWith("vert.x-eventloop-thread"), read.toString());
    }

    @Test
    void nothingOfALongOneIsLost() throws Exception {
        byte[] bytes = new byte[3 << 20];
        bytes[bytes.length - 1] = 7;
        answer.complete(Buffer.buffer(bytes));

        HttpResponse<byte[]> whole = askedBy(client).get(20, TimeUnit.SECONDS);

        assertEquals(200, whole.code());
        assertEquals(bytes.length, whole.body().length);
        assertEquals(7, whole.body()[bytes.length - 1]);
    }

    @Test
    void whoeverGivesUpEndsTheRequest() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> received = new CompletableFuture<>();
        HttpClient loops = (HttpClient) Proxy.newProxyInstance(
                HttpClient.class.getClassLoader(),
                new Class<?>[] {HttpClient.class},
                (proxy, method, arguments) -> method.getName().equals("sendAsync") ? received : null);
        HttpClient handing = new LongAnswers(loops, Runnable::run);

        handing.sendAsync(
                        client.newHttpRequestBuilder()
                                .uri("http://127.0.0.1/apis")
                                .build(),
                        byte[].class)
                .cancel(true);

        assertTrue(received.isCancelled());
    }

    private CompletableFuture<HttpResponse<byte[]>> askedBy(HttpClient asking) {
        return asking.sendAsync(
                asking.newHttpRequestBuilder()
                        .uri("http://127.0.0.1:" + server.actualPort() + "/apis")
                        .build(),
                byte[].class);
    }

    private static String thread() {
        return Thread.currentThread().getName();
    }
}
