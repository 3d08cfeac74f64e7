package dev.weir.gateway.passthrough;

import dev.weir.gateway.access.Caller;
import dev.weir.gateway.config.PassThroughSettings;
import dev.weir.gateway.passthrough.NoAnswerException.Why;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the adapter at a time on each of a bounded number of connections. No header of whoever asked goes there
 * but what is wanted in return: who asks is told by us, and only where our certificate lets us. Used on one event loop.
 */
final class Adapter {

    private static final int IDLE_SECONDS = 60;

    private final PassThroughSettings settings;
    private final String self;
    private final HttpClientAgent client;
    private AdapterFiles files;

    /** @param self the name of this process */
    Adapter(Vertx vertx, PassThroughSettings settings, String self, AdapterFiles files) {
        this.settings = settings;
        this.self = self;
        this.files = files;
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setSsl(settings.secure())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setConnectTimeout(
                        (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis()))
                .setDecompressionSupported(false);
        if (settings.secure()) {
            options.setTrustAll(settings.unchecked()).setVerifyHost(!settings.unchecked());
            files.authority().ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
            files.identity().ifPresent(own -> options.setKeyCertOptions(own.options()));
        }
        client = vertx.createHttpClient(
                options,
                new PoolOptions()
                        .setHttp1MaxSize(settings.connections())
                        // Who waits is counted and bounded by whoever asks us.
                        .setMaxWaitQueueSize(-1));
    }

    /** Shows and trusts what the files hold now, on new connections. */
    Future<Void> use(AdapterFiles next) {
        if (next.equals(files)) {
            return Future.succeededFuture();
        }
        boolean sameTls =
                next.authority().equals(files.authority()) && next.identity().equals(files.identity());
        if (sameTls || !settings.secure()) {
            files = next;
            return Future.succeededFuture();
        }
        ClientSSLOptions tls = new ClientSSLOptions()
                .setTrustAll(settings.unchecked())
                .setHostnameVerificationAlgorithm(settings.unchecked() ? "" : "HTTPS");
        next.authority().ifPresent(pem -> tls.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
        next.identity().ifPresent(own -> tls.setKeyCertOptions(own.options()));
        return client.updateSSLOptions(tls).onSuccess(used -> files = next).mapEmpty();
    }

    /**
     * Asks. Fails with {@link NoAnswerException}.
     *
     * @param uri path and query as they are to be sent
     */
    Future<Answer> get(String uri, String accept, Caller caller) {
        Exchange exchange = new Exchange();
        return client.request(options(uri))
                .compose(request -> exchange.send(request, accept, caller))
                .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> {
                    exchange.abort();
                    return Future.failedFuture(explained(fault));
                });
    }

    Future<Void> close() {
        return client.close();
    }

    private RequestOptions options(String uri) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(settings.url().getHost())
                .setPort(settings.port())
                .setSsl(settings.secure())
                .setURI(settings.basePath() + uri)
                .setTimeout(settings.timeout().toMillis());
    }

    private NoAnswerException explained(Throwable fault) {
        if (fault instanceof NoAnswerException known) {
            return known;
        }
        String adapter =
                "the adapter at " + settings.place() + ", to which metrics that are not Weir's are passed on, ";
        if (fault instanceof TimeoutException) {
            return new NoAnswerException(
                    Why.TIMEOUT,
                    adapter + "did not answer within " + settings.timeout().toMillis() + " ms");
        }
        return new NoAnswerException(Why.UNREACHABLE, adapter + "cannot be reached: " + reason(fault));
    }

    /** What is wrong with a certificate stands in the cause only. */
    private static String reason(Throwable fault) {
        String said = Objects.requireNonNullElse(fault.getMessage(), "connection lost");
        Throwable cause = fault.getCause();
        return cause == null || cause.getMessage() == null ? said : said + ": " + cause.getMessage();
    }

    /** One request on its way. */
    private final class Exchange {

        private @Nullable HttpClientRequest request;
        private boolean aborted;

        Future<Answer> send(HttpClientRequest made, String accept, Caller caller) {
            request = made;
            if (aborted) {
                made.reset();
                return Future.failedFuture(new TimeoutException());
            }
            // Whatever befalls it later, the answer's future tells.
            made.exceptionHandler(told -> {});
            made.putHeader(HttpHeaders.ACCEPT, accept)
                    .putHeader(HttpHeaders.USER_AGENT, "weir")
                    .putHeader(Hop.HEADER, self);
            if (files.identity().isPresent()) {
                RemoteHeaders.put(made.headers(), caller);
            }
            if (!files.token().isEmpty()) {
                made.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + files.token());
            }
            return made.send().compose(this::read);
        }

        void abort() {
            aborted = true;
            HttpClientRequest made = request;
            if (made != null) {
                made.reset();
            }
        }

        private Future<Answer> read(HttpClientResponse response) {
            Promise<Answer> whole = Promise.promise();
            response.exceptionHandler(whole::tryFail);
            String place = "the adapter at " + settings.place();
            MultiMap headers = response.headers();
            if (headers.contains(Hop.HEADER)) {
                return refused(
                        Why.LOOP,
                        place + " is " + whose(headers.get(Hop.HEADER)) + ": adapter-url leads back to"
                                + " Weir, which passes a request on once only");
            }
            if (response.statusCode() / 100 == 3) {
                return refused(
                        Why.UNUSABLE,
                        place + " answered " + response.statusCode() + ", which sends elsewhere; that is not followed");
            }
            Buffer body = Buffer.buffer();
            response.handler(part -> {
                if (body.length() + part.length() > settings.bodyBytes()) {
                    whole.tryFail(new NoAnswerException(
                            Why.UNUSABLE, place + " sent more than " + settings.bodyBytes() + " bytes"));
                } else {
                    body.appendBuffer(part);
                }
            });
            response.endHandler(end -> whole.tryComplete(new Answer(
                    response.statusCode(),
                    Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_TYPE), ""),
                    body,
                    -1)));
            return whole.future();
        }

        private String whose(String name) {
            return name.equals(self) ? "this process itself" : "another Weir";
        }

        private Future<Answer> refused(Why why, String message) {
            return Future.failedFuture(new NoAnswerException(why, message));
        }
    }
}
