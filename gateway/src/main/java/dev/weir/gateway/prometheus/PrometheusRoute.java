package dev.weir.gateway.prometheus;

import dev.weir.gateway.access.Access;
import dev.weir.gateway.access.Caller;
import dev.weir.gateway.config.PrometheusSettings;
import dev.weir.gateway.prometheus.query.BadParameterException;
import dev.weir.gateway.prometheus.query.Parameters;
import dev.weir.gateway.prometheus.query.Wish;
import dev.weir.gateway.prometheus.upstream.Answer;
import dev.weir.gateway.prometheus.upstream.Inquiry;
import dev.weir.gateway.prometheus.upstream.Refusal;
import dev.weir.gateway.prometheus.upstream.TooLongException;
import dev.weir.gateway.prometheus.upstream.Upstream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its answer: where it goes, who asks, what is asked. One event loop. */
final class PrometheusRoute implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusRoute.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("cache-status");
    private static final Set<String> ALIKE = Set.of("GET", "POST");

    private final PrometheusSettings settings;
    private final boolean forwards;
    private final Access access;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, Upstream> upstreams;
    private final CallerShares shares;
    private final Forms forms;
    private final Instants instants;
    private final Ranges ranges;

    PrometheusRoute(
            PrometheusSettings settings,
            boolean forwards,
            Access access,
            InstantSource clock,
            MeterRegistry meters,
            Map<String, Upstream> upstreams,
            CallerShares shares,
            Forms forms,
            Instants instants,
            Ranges ranges) {
        this.settings = settings;
        this.forwards = forwards;
        this.access = access;
        this.clock = clock;
        this.meters = meters;
        this.upstreams = Map.copyOf(upstreams);
        this.shares = shares;
        this.forms = forms;
        this.instants = instants;
        this.ranges = ranges;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String uri = request.uri();
        Optional<Endpoint> endpoint = Optional.ofNullable(request.path()).flatMap(Endpoint::of);
        Upstream upstream =
                endpoint.map(found -> upstreams.get(found.upstream())).orElse(null);
        if (endpoint.isEmpty() || upstream == null) {
            unread(
                    request,
                    "none",
                    Refusal.notFound("no such path here: what reads is served under /api/v1, of an upstream"
                            + " with a name under /NAME/api/v1, and names are: " + names()));
        } else if (!ALIKE.contains(request.method().name())
                || request.method() == HttpMethod.POST && !endpoint.get().post()) {
            request.response().putHeader(HttpHeaders.ALLOW, endpoint.get().post() ? "GET, POST" : "GET");
            unread(request, endpoint.get().kind(), new Refusal(405, "bad_data", "this method is not served here"));
        } else if (uri.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            unread(request, endpoint.get().kind(), Refusal.badData("the URI holds a character that has to be escaped"));
        } else {
            enter(request, endpoint.get(), upstream);
        }
    }

    private String names() {
        return String.join(", ", upstreams.keySet().stream().sorted().toList());
    }

    private void enter(HttpServerRequest request, Endpoint endpoint, Upstream upstream) {
        String caller = caller(request);
        Optional<Refusal> refused = shares.enter(caller, clock.instant());
        if (refused.isPresent()) {
            unread(request, endpoint.kind(), refused.get());
            return;
        }
        new Visit(request, endpoint, upstream, caller).begin();
    }

    private String caller(HttpServerRequest request) {
        Caller caller = access.caller(request);
        return caller.user().equals(Caller.ANONYMOUS.user())
                ? "address "
                        + (request.remoteAddress() == null
                                ? ""
                                : request.remoteAddress().hostAddress())
                : "user " + caller.user();
    }

    /** Refuses where a body may be on its way that nobody reads. */
    private void unread(HttpServerRequest request, String kind, Refusal refusal) {
        if (request.method() != HttpMethod.GET && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        refuse(request.response(), kind, refusal);
    }

    private void refuse(HttpServerResponse response, String kind, Refusal refusal) {
        count(kind, Outcome.REFUSED);
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // What has been sent must not be taken for the whole.
            response.reset();
            return;
        }
        response.setStatusCode(refusal.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(CACHE_STATUS, Outcome.REFUSED.status(Duration.ZERO));
        if (refusal.code() == 429 || refusal.code() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.end(refusal.body());
    }

    private void count(String kind, Outcome outcome) {
        Counter.builder("weir.prometheus.requests")
                .description("Requests for Prometheus queries, by how they were answered")
                .tag("endpoint", kind)
                .tag("outcome", outcome.tag())
                .register(meters)
                .increment();
    }

    /** One request that was let in. */
    private final class Visit {

        private final HttpServerRequest request;
        private final Endpoint endpoint;
        private final Upstream upstream;
        private final String caller;
        private boolean inside = true;

        Visit(HttpServerRequest request, Endpoint endpoint, Upstream upstream, String caller) {
            this.request = request;
            this.endpoint = endpoint;
            this.upstream = upstream;
            this.caller = caller;
        }

        void begin() {
            request.response().closeHandler(closed -> leave()).endHandler(ended -> leave());
            if (request.method() == HttpMethod.POST) {
                forms.read(request)
                        .onSuccess(form -> form.refusal()
                                .ifPresentOrElse(
                                        refusal -> unread(request, endpoint.kind(), refusal), () -> go(form.text())));
            } else {
                go("");
            }
        }

        private void leave() {
            if (inside) {
                inside = false;
                shares.leave(caller);
            }
        }

        private void go(String body) {
            try {
                String query = request.query();
                ask(Parameters.of(body, query == null ? "" : query));
            } catch (BadParameterException e) {
                refuse(request.response(), endpoint.kind(), Refusal.badData(String.valueOf(e.getMessage())));
            }
        }

        private void ask(Parameters given) throws BadParameterException {
            Optional<String> own = given.first(Wish.NAME).or(() -> Optional.ofNullable(request.getHeader(Wish.NAME)));
            Wish wish = Wish.of(settings.freshness(), own, request.getHeader(HttpHeaders.CACHE_CONTROL));
            Inquiry inquiry = new Inquiry(endpoint.path(), given.without(Wish.NAME), tenants(), authorization());
            boolean asks = inquiry.parameters().first("query").isPresent();
            Future<Got> got = null;
            if (asks && endpoint.kind().equals(Endpoint.QUERY)) {
                got = instants.ask(upstream, inquiry, wish, this::charge);
            } else if (asks && endpoint.kind().equals(Endpoint.RANGE)) {
                got = ranges.ask(upstream, inquiry, wish, this::charge);
            }
            if (got == null) {
                relay(inquiry);
            } else {
                got.onSuccess(this::reply).onFailure(fault -> failed(fault, inquiry));
            }
        }

        private void failed(Throwable fault, Inquiry inquiry) {
            if (fault instanceof TooLongException) {
                relay(inquiry);
            } else {
                LOG.error("a query failed upstream={}", upstream.name(), fault);
                refuse(request.response(), endpoint.kind(), Upstream.refusal(fault));
            }
        }

        private Map<String, String> tenants() {
            Map<String, String> tenants = new LinkedHashMap<>();
            for (String name : settings.tenantHeaders()) {
                String value = request.getHeader(name);
                if (value != null) {
                    tenants.put(name.toLowerCase(Locale.ROOT), value);
                }
            }
            return tenants;
        }

        private Optional<String> authorization() {
            return forwards && !upstream.proves()
                    ? Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                    : Optional.empty();
        }

        private Optional<Answer> charge() {
            Instant now = clock.instant();
            return shares.charge(caller, now).map(refusal -> Answer.of(refusal, now, now));
        }

        private void relay(Inquiry inquiry) {
            Optional<Refusal> refused = shares.charge(caller, clock.instant());
            if (refused.isPresent()) {
                refuse(request.response(), endpoint.kind(), refused.get());
                return;
            }
            HttpServerResponse response = request.response();
            upstream.relay(inquiry, response, () -> {
                        count(endpoint.kind(), Outcome.BYPASS);
                        response.putHeader(CACHE_STATUS, Outcome.BYPASS.status(Duration.ZERO));
                    })
                    .onFailure(fault -> refuse(response, endpoint.kind(), Upstream.refusal(fault)));
        }

        private void reply(Got got) {
            HttpServerResponse response = request.response();
            count(endpoint.kind(), got.outcome());
            if (response.ended() || response.closed()) {
                return;
            }
            Answer answer = got.answer();
            Duration age = Duration.between(answer.askedAt(), clock.instant());
            Duration left = got.freshness().minus(age);
            response.setStatusCode(answer.code())
                    .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .putHeader(HttpHeaders.AGE, Long.toString(Math.max(0, age.toSeconds())))
                    .putHeader(CACHE_STATUS, got.outcome().status(left.isNegative() ? Duration.ZERO : left));
            if (answer.own() && (answer.code() == 429 || answer.code() == 503)) {
                response.putHeader(HttpHeaders.RETRY_AFTER, "1");
            }
            response.end(answer.body());
        }
    }
}
