package dev.weir.scalers.external;

import dev.weir.scalers.upstream.ProtoFields;
import dev.weir.scalers.upstream.ProtoWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Plays a user's server: answers as the test says, remembers what it was asked, keeps streams open to push on. */
final class ExternalStandIn {

    /** What was asked: the method, and the metric where it is about one. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private final Map<String, Buffer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, Runnable> surprises = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Map<String, BlockingQueue<HttpServerResponse>> streams = new ConcurrentHashMap<>();
    private volatile Buffer reference = Buffer.buffer();
    private final HttpServer server;

    ExternalStandIn(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::take);
    }

    Future<HttpServer> listen(int port) {
        return server.listen(port, "127.0.0.1");
    }

    /** Names these metrics. */
    ExternalStandIn metrics(Buffer... specs) {
        return answering("GetMetricSpec", repeated(specs));
    }

    /** Answers each question for this metric with these values. */
    ExternalStandIn values(String metric, Buffer... values) {
        return answering("GetMetrics " + metric, repeated(values));
    }

    ExternalStandIn active(boolean active) {
        return answering("IsActive", active(active ? 1 : 0));
    }

    private ExternalStandIn answering(String method, Buffer answer) {
        answers.put(method, answer);
        return this;
    }

    /** Does something before it answers this method. */
    ExternalStandIn before(String method, Runnable what) {
        surprises.put(method, what);
        return this;
    }

    /** Ends this method well, and says nothing. */
    ExternalStandIn silent(String method) {
        silent.add(method);
        return this;
    }

    /** Ends this method with a status. */
    ExternalStandIn failing(String method, int status) {
        statuses.put(method, status);
        return this;
    }

    /** {@code MetricSpec}, or {@code MetricValue}, which is the same on the wire. */
    static Buffer metric(String name, long whole, double decimal) {
        return new ProtoWriter()
                .text(1, name)
                .number(2, whole)
                .decimal(3, decimal)
                .message();
    }

    static Buffer repeated(Buffer... messages) {
        ProtoWriter all = new ProtoWriter();
        for (Buffer message : messages) {
            all.bytes(1, message);
        }
        return all.message();
    }

    static Buffer active(long active) {
        return new ProtoWriter().number(1, active).message();
    }

    /** Sends on the stream of this method that was opened last, after it has been. */
    void push(String method, Buffer message) throws InterruptedException {
        HttpServerResponse stream = queue(method).poll(30, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("nobody has opened " + method + ", only " + asked);
        }
        stream.write(frame(message));
        queue(method).add(stream);
    }

    private BlockingQueue<HttpServerResponse> queue(String method) {
        return streams.computeIfAbsent(method, any -> new LinkedBlockingQueue<>());
    }

    /** Who asked, as {@code namespace/name}. */
    String asker() {
        ProtoFields fields = ProtoFields.read(reference);
        return fields.bytes(2) + "/" + fields.bytes(1);
    }

    /** The metadata that it was told last. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        for (Buffer entry : ProtoFields.read(reference).all(3)) {
            ProtoFields pair = ProtoFields.read(entry);
            metadata.put(pair.bytes(1).toString(), pair.bytes(2).toString());
        }
        return metadata;
    }

    /** What was asked, without the streams that were opened. */
    List<String> questions() {
        return List.copyOf(asked).stream()
                .filter(what -> !what.startsWith("Stream"))
                .toList();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body.getBuffer(5, body.length())));
    }

    private void answer(HttpServerRequest request, Buffer message) {
        String method = request.path().replace("/externalscaler.ExternalScaler/", "");
        ProtoFields fields = ProtoFields.read(message);
        boolean metrics = method.equals("GetMetrics");
        reference = metrics ? fields.bytes(1) : message;
        String what = metrics ? method + " " + fields.bytes(2) : method;
        asked.add(what);
        surprises.getOrDefault(method, () -> {}).run();
        HttpServerResponse response = request.response().putHeader("content-type", "application/grpc");
        int status = statuses.getOrDefault(method, 0);
        if (status != 0) {
            response.putTrailer("grpc-status", Integer.toString(status)).putTrailer("grpc-message", "it%20fails");
            response.end();
        } else if (method.startsWith("Stream")) {
            response.writeHead().onSuccess(open -> queue(method).add(response));
        } else {
            response.putTrailer("grpc-status", "0");
            response.end(
                    silent.contains(method) ? Buffer.buffer() : frame(answers.getOrDefault(what, Buffer.buffer())));
        }
    }

    private static Buffer frame(Buffer message) {
        return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
    }
}
