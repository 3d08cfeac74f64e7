package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.HttpCounts.HttpCount;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call with its redirects under one deadline. All of it runs on the caller's context; {@code over} is final. */
final class HttpExchange {

    private static final int CANCEL = 0x8;

    private final HttpUpstream upstream;
    private final Context context;
    private final HttpCall call;
    private final CompletableFuture<HttpAnswer> answer;
    private final HttpCount count;
    private final boolean follow;

    /** When the request began whose answer is outstanding; null while none is. */
    private @Nullable Instant asked;

    private @Nullable HttpClientRequest current;
    private long timer;
    private boolean over;

    HttpExchange(
            HttpUpstream upstream,
            Context context,
            HttpCall call,
            CompletableFuture<HttpAnswer> answer,
            HttpCount count,
            boolean follow) {
        this.upstream = upstream;
        this.context = context;
        this.call = call;
        this.answer = answer;
        this.count = count;
        this.follow = follow;
    }

    void start() {
        Duration bound = upstream.timeout(call.timeout());
        timer = context.owner()
                .setTimer(Math.max(1, bound.toMillis()), id -> fail("timed out after " + Faults.words(bound)));
        try {
            ask(Url.parse(call.url()), HttpMethod.valueOf(call.method()), 0, true);
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void ask(Url url, HttpMethod method, int hop, boolean sameHost) {
        asked = upstream.clock().instant();
        upstream.prepare(url, context)
                .compose(options -> open(options.setMethod(method).setHeaders(headers(url, sameHost))))
                .compose(request -> send(request, method))
                .onSuccess(response -> receive(url, method, hop, sameHost, response))
                .onFailure(fault -> fail(Faults.sentence(fault)));
    }

    private Future<HttpClientRequest> open(RequestOptions options) {
        return over ? Future.failedFuture("over") : upstream.client().request(options);
    }

    private Future<HttpClientResponse> send(HttpClientRequest request, HttpMethod method) {
        if (over) {
            request.reset(CANCEL);
            return Future.failedFuture("over");
        }
        current = request;
        boolean withBody = call.body() != null && !method.equals(HttpMethod.GET);
        return withBody ? request.send(call.body()) : request.send();
    }

    private MultiMap headers(Url url, boolean sameHost) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("User-Agent", "weir");
        call.headers().forEach(headers::set);
        // The URL says which host is asked; a Host header of a manifest has no effect.
        headers.remove("Host");
        if (sameHost) {
            if (!url.userInfo().isEmpty()) {
                String[] user = url.userInfo().split(":", 2);
                headers.set(
                        "Authorization",
                        AuthConfig.basic(Url.decoded(user[0]), user.length > 1 ? Url.decoded(user[1]) : ""));
            }
            call.credentials().forEach(headers::set);
        } else {
            headers.remove("Authorization").remove("Cookie");
        }
        return headers;
    }

    private void receive(Url url, HttpMethod method, int hop, boolean sameHost, HttpClientResponse response) {
        response.exceptionHandler(fault -> fail(Faults.sentence(fault)));
        answered(response.statusCode());
        String location = response.getHeader("Location");
        if (follow && redirects(response.statusCode(), method) && location != null) {
            redirect(url, hop, sameHost, response, location);
            return;
        }
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > HttpUpstream.BODY_LIMIT_BYTES) {
                fail("the answer is larger than " + (HttpUpstream.BODY_LIMIT_BYTES >> 20) + " MiB, the limit");
            } else if (!over) {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end ->
                succeed(new HttpAnswer(call, response.statusCode(), reason(response), retryAfter(response), body)));
    }

    private void answered(int status) {
        Instant since = asked;
        if (since != null && !over) {
            count.answered(status, took(since));
            asked = null;
        }
    }

    /** One that is answered and breaks off in the body is counted as answered. */
    private void unanswered() {
        Instant since = asked;
        if (since != null) {
            count.failed(took(since));
            asked = null;
        }
    }

    private Duration took(Instant since) {
        Duration took = Duration.between(since, upstream.clock().instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static boolean redirects(int status, HttpMethod method) {
        return switch (status) {
            case 301, 302, 303 -> true;
            case 307, 308 -> method.equals(HttpMethod.GET);
            default -> false;
        };
    }

    /** The abandoned answer's end is of no interest: only the next one counts. */
    private void redirect(Url from, int hop, boolean sameHost, HttpClientResponse response, String location) {
        response.exceptionHandler(late -> {});
        cancel();
        if (over) {
            return;
        }
        if (hop == HttpUpstream.REDIRECTS) {
            fail("redirected more than " + HttpUpstream.REDIRECTS + " times");
            return;
        }
        try {
            Url to = from.resolve(location);
            boolean same =
                    to.authority().equals(from.authority()) && to.scheme().equals(from.scheme());
            ask(to, HttpMethod.GET, hop + 1, sameHost && same);
        } catch (IllegalArgumentException e) {
            fail("answered " + response.statusCode() + " with a Location that leads nowhere: " + e.getMessage());
        }
    }

    private static String reason(HttpClientResponse response) {
        String reason = response.statusMessage();
        return reason == null || reason.length() > 60 ? "" : reason;
    }

    /** Seconds or a date. */
    private @Nullable Duration retryAfter(HttpClientResponse response) {
        String text = response.getHeader("Retry-After");
        if (text == null || (response.statusCode() != 429 && response.statusCode() != 503)) {
            return null;
        }
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration wait = Duration.between(
                    upstream.clock().instant(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? null : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void succeed(HttpAnswer result) {
        if (finish()) {
            answer.complete(result);
        }
    }

    private void fail(String what) {
        if (finish()) {
            unanswered();
            cancel();
            answer.completeExceptionally(new SourceException(call + ": " + what));
        }
    }

    private boolean finish() {
        boolean first = !over;
        over = true;
        context.owner().cancelTimer(timer);
        return first;
    }

    private void cancel() {
        if (current != null) {
            current.reset(CANCEL);
            current = null;
        }
    }
}
