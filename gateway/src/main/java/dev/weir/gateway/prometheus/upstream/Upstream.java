package dev.weir.gateway.prometheus.upstream;

import dev.weir.gateway.config.PrometheusSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** One Prometheus, asked within its bounds. One event loop. */
public final class Upstream {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST_GET_CHARS = 2_000;
    private static final int CONNECT_MILLIS = 5_000;
    /** Of the longest kind that are being read; beside these, others are passed through. */
    private static final int ANSWERS_AT_ONCE = 4;

    private static final int HEADER_BYTES = 65_536;

    private final Vertx vertx;
    private final PrometheusSettings.Upstream settings;
    private final int mostBytes;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Turns turns;
    private final Room room;
    private final HttpClient client;
    private final Optional<Proof> proof;
    private final Counter received;

    /** @param mostBytes of an answer that is read as a whole */
    public Upstream(
            Vertx vertx,
            PrometheusSettings.Upstream settings,
            int mostBytes,
            InstantSource clock,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.mostBytes = mostBytes;
        this.clock = clock;
        this.meters = meters;
        this.turns = new Turns(settings.limits());
        this.room = new Room(ANSWERS_AT_ONCE * (long) mostBytes);
        this.proof = Proof.of(vertx, clock, settings);
        this.client = vertx.createHttpClient(
                options(settings),
                new PoolOptions().setHttp1MaxSize(settings.limits().atOnce()));
        this.received = Counter.builder("weir.prometheus.upstream.bytes")
                .description("Bytes of the upstream's answers that were read as a whole, unpacked")
                .tag("upstream", settings.name())
                .register(meters);
        Gauge.builder("weir.prometheus.upstream.in.flight", turns, Turns::inside)
                .description("Requests to the upstream that are not answered yet")
                .tag("upstream", settings.name())
                .register(meters);
        Gauge.builder("weir.prometheus.upstream.waiting", turns, Turns::outside)
                .description("Requests that wait for their turn at the upstream")
                .tag("upstream", settings.name())
                .register(meters);
    }

    private static HttpClientOptions options(PrometheusSettings.Upstream settings) {
        boolean tls = settings.url().getScheme().toLowerCase(Locale.ROOT).equals("https");
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(tls)
                .setVerifyHost(tls)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setDecompressionSupported(true);
        settings.ca().ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        return options;
    }

    public String name() {
        return settings.name();
    }

    public URI url() {
        return settings.url();
    }

    /** Whether it is asked with credentials of our own, and never with the caller's. */
    public boolean proves() {
        return proof.isPresent();
    }

    public Duration timeout() {
        return settings.limits().timeout();
    }

    /** A whole answer, be it an error. Fails with {@link TooLongException} only. */
    public Future<Answer> ask(Inquiry inquiry) {
        Instant start = clock.instant();
        return send(
                        inquiry,
                        exchange ->
                                exchange.whole(mostBytes, room).map(body -> answer(exchange.response(), body, start)))
                .recover(fault -> fault instanceof RefusedException refused
                        ? Future.succeededFuture(Answer.of(refused.refusal(), start, clock.instant()))
                        : Future.failedFuture(fault));
    }

    /** Passes an answer on as it comes; {@code head} is told when it begins. Fails before that, with a refusal, or not at all. */
    public Future<Void> relay(Inquiry inquiry, HttpServerResponse to, Runnable head) {
        return send(inquiry, exchange -> exchange.relay(to, head));
    }

    /** What to say of a failure. */
    public static Refusal refusal(Throwable fault) {
        return fault instanceof RefusedException refused
                ? refused.refusal()
                : new Refusal(
                        500, "internal", "Weir failed: " + fault.getClass().getSimpleName());
    }

    private Answer answer(HttpClientResponse response, Buffer body, Instant start) {
        String type =
                String.valueOf(response.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        int code = response.statusCode();
        if (code < 200 || code >= 300 && code < 400 || !type.contains("json")) {
            return Answer.of(
                    Refusal.badGateway(
                            "the upstream answered " + code + " with something that is no answer of a Prometheus"),
                    start,
                    clock.instant());
        }
        return new Answer(code, body, start, clock.instant(), false);
    }

    private <T> Future<T> send(Inquiry inquiry, Function<Exchange, Future<T>> use) {
        Instant end = clock.instant().plus(timeout());
        return turn().compose(turn -> {
            Instant begun = clock.instant();
            Duration left = Duration.between(begun, end);
            return authorization(inquiry)
                    .compose(authorization -> left.toMillis() <= 0
                            ? Future.failedFuture(late().exception())
                            : new Exchange(vertx, client, left, late(), received)
                                    .run(options(inquiry, authorization), body(inquiry), use))
                    .onComplete(done -> ended(done.succeeded(), Duration.between(begun, clock.instant())))
                    .eventually(() -> {
                        turns.giveBack();
                        return Future.succeededFuture();
                    });
        });
    }

    private Future<Void> turn() {
        Promise<Void> turn = turns.take();
        if (turn.future().isComplete()) {
            return turn.future();
        }
        long timer = vertx.setTimer(timeout().toMillis(), up -> {
            if (turns.leave(turn)) {
                turn.fail(late().exception());
            }
        });
        return turn.future().onComplete(came -> vertx.cancelTimer(timer));
    }

    private void ended(boolean answered, Duration took) {
        Timer.builder("weir.prometheus.upstream.requests")
                .description("Requests to the upstream, and how long they took")
                .tag("upstream", settings.name())
                .tag("outcome", answered ? "answered" : "failed")
                .register(meters)
                .record(took.isNegative() ? Duration.ZERO : took);
    }

    private Refusal late() {
        return Refusal.timeout("the upstream did not answer within " + timeout().toMillis() / 1_000.0 + " s");
    }

    private Future<Optional<String>> authorization(Inquiry inquiry) {
        return proof.map(own -> own.header().map(Optional::of)).orElse(Future.succeededFuture(inquiry.authorization()));
    }

    private Buffer body(Inquiry inquiry) {
        return posted(inquiry) ? Buffer.buffer(inquiry.parameters().encoded()) : Buffer.buffer();
    }

    /** Only what is long goes into a body, for proxies that let GET through alone; and only where Prometheus takes one. */
    private static boolean posted(Inquiry inquiry) {
        return inquiry.postable() && inquiry.parameters().encoded().length() > MOST_GET_CHARS;
    }

    private RequestOptions options(Inquiry inquiry, Optional<String> authorization) {
        URI url = settings.url();
        boolean posted = posted(inquiry);
        String query = posted ? "" : inquiry.parameters().encoded();
        int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(posted ? HttpMethod.POST : HttpMethod.GET)
                .setHost(url.getHost())
                .setPort(url.getPort() < 0 ? usual : url.getPort())
                .setURI(url.getRawPath() + inquiry.path() + (query.isEmpty() ? "" : "?" + query))
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, "weir");
        inquiry.tenants().forEach(options::putHeader);
        authorization.ifPresent(proven -> options.putHeader(HttpHeaders.AUTHORIZATION, proven));
        if (posted) {
            options.putHeader(HttpHeaders.CONTENT_TYPE, FORM);
        }
        return options;
    }

    public Future<Void> close() {
        return client.close();
    }
}
