package dev.weir.gateway.http;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A port closes under steady requests: whatever was taken is answered. */
@Timeout(120)
final class ServerEndTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

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
        closed.set(true);
        assertTrue(answered.get() > 100);
        assertEquals(List.of(), failures);
        await(gateway.vertx.close());
    }

    /** One request after the other, until the port takes no more. */
    private void ask(HttpClient client) {
        Future<Reply> asked = TestGateway.send(client, HttpMethod.GET, "/healthz");
        asked.onSuccess(reply -> {
                    answered.incrementAndGet();
                    ask(client);
                })
                .onFailure(fault -> {
                    if (!(fault instanceof ConnectException) && !closed.get()) {
                        failures.add(fault);
                    }
                });
    }
}
