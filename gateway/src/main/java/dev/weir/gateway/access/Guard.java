package dev.weir.gateway.access;

import dev.weir.gateway.access.Reviews.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands in front of all routes of one event loop. Whoever comes again is let through by what is remembered: no question,
 * no parsing and, where a proxy brings somebody who may read all metrics, nothing allocated but what reading headers needs.
 * Others wait, so many at most, until the API server has answered.
 */
final class Guard implements Handler<HttpServerRequest> {

    static final String METRICS = "/apis/" + Question.GROUP + "/" + Question.VERSION + "/namespaces/";

    private final ClusterAccess access;
    private final Context loop;
    private final Handler<HttpServerRequest> next;
    private final Peers peers;
    private final Terms terms;

    /**
     * In front of the routes of one event loop.
     *
     * @param peers of the thread of this event loop
     * @param terms of the door
     */
    Guard(ClusterAccess access, Context loop, Peers peers, Terms terms, Handler<HttpServerRequest> next) {
        this.terms = terms;
        this.access = access;
        this.loop = loop;
        this.peers = peers;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String uri = request.uri();
        boolean metrics = terms.metrics() && uri.startsWith(METRICS);
        if (!metrics && terms.open().has(Terms.path(request))) {
            access.tally().open.increment();
            next.handle(request);
            return;
        }
        long now = access.clock().millis();
        Visitor known = access.shown(peers, request, now);
        if (known != null) {
            decide(request, known, metrics, now);
        } else {
            byToken(request, metrics, now);
        }
    }

    private void byToken(HttpServerRequest request, boolean metrics, long now) {
        String token = Tokens.in(request.getHeader("Authorization"));
        if (token == null) {
            unauthorized(request);
            return;
        }
        Tokens.Digest digest = access.tokens().digest(token);
        Optional<Visitor> known = access.tokens().known(digest);
        if (known != null) {
            byToken(request, known, metrics, now);
        } else {
            await(
                    request,
                    access.tally().waitingForTokens,
                    () -> access.tokens().ask(digest, token),
                    named -> byToken(request, named, metrics, access.clock().millis()));
        }
    }

    private void byToken(HttpServerRequest request, Optional<Visitor> named, boolean metrics, long now) {
        if (named.isPresent()) {
            direct(request, named.get(), metrics, now);
        } else {
            unauthorized(request);
        }
    }

    private void direct(HttpServerRequest request, Visitor visitor, boolean metrics, long now) {
        if (request.headers().contains("Impersonate-User")) {
            access.tally().forbidden.increment();
            terms.refusals().impersonation(request);
        } else {
            decide(request, visitor, metrics, now);
        }
    }

    private void decide(HttpServerRequest request, Visitor visitor, boolean metrics, long now) {
        if (metrics && access.rights().mayReadAll(visitor, now)) {
            allow(request);
            return;
        }
        Optional<Question> question = terms.question().apply(request);
        if (question.isEmpty()) {
            access.tally().malformed.increment();
            terms.refusals().malformed(request);
            return;
        }
        Verdict known = access.rights().known(visitor, question.get());
        if (known != null) {
            judge(request, visitor, question.get(), known);
        } else {
            await(
                    request,
                    access.tally().waitingForRights,
                    () -> access.rights().ask(visitor, question.get()),
                    verdict -> judge(request, visitor, question.get(), verdict));
        }
    }

    private void judge(HttpServerRequest request, Visitor visitor, Question question, Verdict verdict) {
        if (verdict.allowed()) {
            allow(request);
        } else {
            access.tally().forbidden.increment();
            terms.refusals().forbidden(request, visitor.caller(), question, verdict);
        }
    }

    private void allow(HttpServerRequest request) {
        access.tally().allowed.increment();
        next.handle(request);
    }

    private void unauthorized(HttpServerRequest request) {
        access.tally().unauthorized.increment();
        terms.refusals().unauthorized(request);
    }

    /** Goes on with an answer; nothing of the request's body is lost meanwhile. */
    private <T> void await(
            HttpServerRequest request, AtomicInteger waiting, Supplier<Future<T>> question, Consumer<T> then) {
        if (waiting.incrementAndGet() > access.mostWaiting()) {
            waiting.decrementAndGet();
            access.tally().full.increment();
            terms.refusals().full(request, access.mostWaiting());
            return;
        }
        request.pause();
        question.get()
                .onComplete(done -> loop.runOnContext(on -> {
                    waiting.decrementAndGet();
                    if (request.response().closed()) {
                        return;
                    }
                    request.resume();
                    if (done.succeeded()) {
                        then.accept(done.result());
                    } else {
                        access.tally().unavailable.increment();
                        terms.refusals().unavailable(request, done.cause());
                    }
                }));
    }
}
