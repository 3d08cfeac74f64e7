package dev.weir.gateway.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What receives OTLP on a free loopback port: protobuf by HTTP, and gRPC. Keeps what came. */
public final class Collector {

    private static final int GRPC_PREFIX_BYTES = 5;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private volatile Map<String, Metric> metrics = Map.of();
    private final List<String> scopes = new CopyOnWriteArrayList<>();
    private volatile Map<String, String> resource = Map.of();
    private volatile MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private volatile boolean refusing;

    /** Receives until {@code vertx} is closed. */
    public Collector(Vertx vertx) {
        server = TestGateway.await(
                vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** From now on says that it cannot take anything, or takes it again. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            headers = request.headers();
            String type = String.valueOf(request.getHeader("content-type"));
            HttpServerResponse response = request.response();
            if (refusing) {
                response.setStatusCode(400).end();
            } else if (type.startsWith("application/grpc")) {
                take(request.path(), body.slice(GRPC_PREFIX_BYTES, body.length()));
                response.putHeader("content-type", "application/grpc")
                        .putTrailer("grpc-status", "0")
                        .end(Buffer.buffer(new byte[GRPC_PREFIX_BYTES]));
            } else {
                take(request.path(), body);
                response.putHeader("content-type", "application/x-protobuf").end();
            }
        });
    }

    private void take(String path, Buffer body) {
        try {
            switch (path) {
                case "/v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export" ->
                    ExportTraceServiceRequest.parseFrom(body.getBytes())
                            .getResourceSpansList()
                            .forEach(of -> {
                                resource = words(of.getResource());
                                of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                            });
                case "/v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" ->
                    ExportMetricsServiceRequest.parseFrom(body.getBytes())
                            .getResourceMetricsList()
                            .forEach(of -> {
                                resource = words(of.getResource());
                                Map<String, Metric> latest = new HashMap<>(metrics);
                                of.getScopeMetricsList().forEach(scope -> {
                                    scopes.add(scope.getScope().getName());
                                    scope.getMetricsList().forEach(metric -> latest.put(metric.getName(), metric));
                                });
                                // Last and all at once: whoever waits for one of them looks at the others next.
                                metrics = latest;
                            });
                default -> throw new AssertionError("nothing is sent to " + path);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(path, e);
        }
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    public List<Span> spans(String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    public Optional<Span> span(com.google.protobuf.ByteString id) {
        return spans.stream().filter(span -> span.getSpanId().equals(id)).findFirst();
    }

    /** The latest state of each metric by its name. */
    public Map<String, Metric> metrics() {
        return new TreeMap<>(metrics);
    }

    public List<String> scopes() {
        return List.copyOf(scopes);
    }

    /** Attributes of whoever sent last. */
    public Map<String, String> resource() {
        return resource;
    }

    public String header(String name) {
        return String.valueOf(headers.get(name));
    }

    private static Map<String, String> words(Resource of) {
        return words(of.getAttributesList());
    }

    /** Attributes as text. */
    public static Map<String, String> words(List<KeyValue> attributes) {
        Map<String, String> words = new LinkedHashMap<>();
        attributes.forEach(attribute -> words.put(
                attribute.getKey(),
                switch (attribute.getValue().getValueCase()) {
                    case BOOL_VALUE -> Boolean.toString(attribute.getValue().getBoolValue());
                    case INT_VALUE -> Long.toString(attribute.getValue().getIntValue());
                    default -> attribute.getValue().getStringValue();
                }));
        return words;
    }
}
