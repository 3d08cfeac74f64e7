package dev.weir.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/** An API server that says what the test wants, now or when the test lets it. */
final class FakeReviews implements Reviews {

    final Map<String, Caller> tokens = new ConcurrentHashMap<>();
    final List<String> tokensAsked = new CopyOnWriteArrayList<>();
    final List<Question> questions = new CopyOnWriteArrayList<>();
    final List<Caller> callers = new CopyOnWriteArrayList<>();
    volatile BiPredicate<Caller, Question> rule = (caller, question) -> true;
    volatile Future<Void> held = Future.succeededFuture();

    @Override
    public Future<Optional<Caller>> token(String token) {
        tokensAsked.add(token);
        return held.map(go -> Optional.ofNullable(tokens.get(token)));
    }

    @Override
    public Future<Verdict> access(Caller caller, Question question) {
        callers.add(caller);
        questions.add(question);
        return held.map(go -> new Verdict(rule.test(caller, question), ""));
    }

    /** Answers only when the promise is kept. */
    Promise<Void> hold() {
        Promise<Void> promise = Promise.promise();
        held = promise.future();
        return promise;
    }

    void away(String sentence) {
        held = Future.failedFuture(new ReviewException(sentence));
    }

    void back() {
        held = Future.succeededFuture();
    }
}
