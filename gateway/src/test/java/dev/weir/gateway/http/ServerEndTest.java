package dev.weir.gateway.http;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.testing.TestGateway;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A port closes under steady requests: whatever was taken is answered. */
@Timeout(120)
final class ServerEndTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<HttpConnection> known = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void noRequestThatWasTakenFails(HttpVersion version) {
        TestGateway gateway = new TestGateway();
        HttpClient client = gateway.client(version);
        for (int reader = 0; reader < 8; reader++) {
            ask(client);
        }
        TestGateway.until("requests are answered", () -> answered.get() > 100 || !failures.isEmpty());
        await(gateway.doors.close());
        assertTrue(answered.get() > 100);
        assertEquals(List.of(), failures);
        await(gateway.vertx.close());
    }

    /**
     * One request after the other, until the port takes no more. A connection that closes before its first answer was one that
     * nobody had taken: it came when the port was closing.
     */
    private void ask(HttpClient client) {
        client.request(new RequestOptions().setURI("/healthz")).onSuccess(request -> {
            HttpConnection connection = request.connection();
            request.send()
                    .compose(response -> response.body())
                    .onSuccess(body -> {
                        answered.incrementAndGet();
                        known.add(connection);
                        ask(client);
                    })
                    .onFailure(fault -> {
                        if (known.contains(connection)) {
                            failures.add(fault);
                        }
                    });
        });
    }
}
