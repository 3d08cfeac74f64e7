package dev.weir.gateway.external;

import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.external.RawConnection.Answer;
import dev.weir.gateway.testing.TestGateway;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand requests that are wrong somewhere. Each has a bounded answer that a Kubernetes client understands, and
 * somebody else's request in between is answered as ever. {@code -Dweir.fuzz.seed=N} repeats a run.
 */
final class FuzzTest {

    private static final int INPUTS = 100_000;
    private static final int BATCH = 100;
    private static final Set<Integer> CODES = Set.of(200, 301, 400, 404, 405, 406, 414, 431, 500);
    private static final int MAX_BODY = 64 << 10;

    private final long seed = Long.getLong("weir.fuzz.seed", System.nanoTime());

    @Test
    void everyRequestHasABoundedClearAnswer() throws IOException {
        System.out.println("FuzzTest: -Dweir.fuzz.seed=" + seed);
        RequestFuzzer fuzzer = new RequestFuzzer(seed);
        try (TestGateway gateway = new TestGateway("insecure-http", "true");
                RawConnection wellBehaved = new RawConnection(gateway.doors.apiPort())) {
            gateway.publish("s0-queue", "{\"value\":\"5\"}");
            for (int done = 0; done < INPUTS; done += BATCH) {
                List<String> requests = new ArrayList<>();
                for (int at = 0; at < BATCH; at++) {
                    requests.add(fuzzer.next());
                }
                exchange(gateway.doors.apiPort(), requests, FuzzTest::check);
                wellBehaved.send("GET " + uri("s0-queue") + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertEquals(new Answer(200, "{\"value\":\"5\"}"), wellBehaved.read());
            }
        }
    }

    @Test
    void everySelectorIsReadOrRefusedInWords() {
        RequestFuzzer fuzzer = new RequestFuzzer(seed);
        for (int at = 0; at < INPUTS; at++) {
            String selector = fuzzer.selector();
            try {
                assertTrue(LabelSelector.parse(selector).requirements().size() <= selector.length());
            } catch (InvalidSelectorException refused) {
                assertTrue(refused.reason().startsWith("unable to parse requirement: "), refused.reason());
            }
        }
    }

    /** After an answer that ends the connection the rest is asked on another. */
    static void exchange(int port, List<String> requests, BiConsumer<String, Answer> check) throws IOException {
        for (int next = 0; next < requests.size(); ) {
            try (RawConnection connection = new RawConnection(port)) {
                send(connection, String.join("", requests.subList(next, requests.size())));
                int first = next;
                try {
                    while (next < requests.size()) {
                        check.accept(requests.get(next), connection.read());
                        next++;
                    }
                } catch (EOFException | SocketException closed) {
                    assertTrue(next > first, "closed without an answer to " + requests.get(next));
                }
            }
        }
    }

    private static void send(RawConnection connection, String text) throws IOException {
        try {
            connection.send(text);
        } catch (SocketException closed) {
            // It was answered in the middle, and what was said is read.
        }
    }

    private static void check(String request, Answer answer) {
        assertTrue(CODES.contains(answer.code()), answer.code() + " for " + request);
        assertTrue(answer.body().length() < MAX_BODY, "a long answer to " + request);
        assertFalse(answer.body().contains("Exception") || answer.body().contains("\tat "), answer.body());
        if (answer.code() >= 400) {
            JsonObject status = new JsonObject(answer.body());
            assertEquals("Status", status.getString("kind"), request);
            assertEquals(answer.code(), status.getInteger("code"), request);
            assertFalse(status.getString("message").isEmpty(), request);
        }
    }
}
