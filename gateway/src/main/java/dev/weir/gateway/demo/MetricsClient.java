package dev.weir.gateway.demo;

import dev.weir.controller.decision.MetricSample;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks the gateway for metrics as the aggregation layer does: HTTPS, HTTP/2, one connection. The certificate is not checked,
 * since the gateway has just made it. Everything asked counts, whatever comes of it.
 */
final class MetricsClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient client;
    private final int port;
    private final LongSupplier nanos;
    private final Gets gets = new Gets();

    /** @param nanos a time that only goes forward */
    MetricsClient(Vertx vertx, int port, LongSupplier nanos) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2));
        this.port = port;
        this.nanos = nanos;
    }

    Gets gets() {
        return gets;
    }

    /**
     * Asks for the discovery document, as the aggregation layer does before it sends anything; this opens the connection and
     * is not counted.
     */
    Future<Void> connect() {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/apis/external.metrics.k8s.io/v1beta1")
                .compose(request -> request.send().compose(MetricsClient::document))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    /** Never fails: what is not answered is a missing value, as for the HPA. */
    Future<MetricSample> ask(MetricQuestion question) {
        long asked = nanos.getAsLong();
        return client.request(HttpMethod.GET, port, "127.0.0.1", question.uri())
                .compose(request ->
                        request.putHeader("Accept", "application/json").send().compose(MetricsClient::document))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .map(question::read)
                .onComplete(done -> gets.add(nanos.getAsLong() - asked, done.succeeded()))
                .recover(fault -> Future.succeededFuture(question.missing(String.valueOf(fault.getMessage()))));
    }

    private static Future<JsonObject> document(HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == OK
                        ? Future.succeededFuture(body.toJsonObject())
                        : Future.failedFuture("HTTP " + response.statusCode() + ": " + body));
    }
}
