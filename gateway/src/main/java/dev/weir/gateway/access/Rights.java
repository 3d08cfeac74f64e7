package dev.weir.gateway.access;

import dev.weir.gateway.access.Reviews.Verdict;
import dev.weir.gateway.config.AccessSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as the API server has said lately. A yes to a wider question is a yes to a narrower one, so that an HPA
 * controller, which may read all metrics, costs one question in a while, however many metrics it reads. Any thread.
 */
final class Rights {

    private static final Verdict YES = new Verdict(true, "");

    private record Asked(Visitor visitor, Question question) {}

    private final Reviews reviews;
    private final ReviewGate gate;
    private final boolean widely;
    private final int limit;
    private final Outage outage;
    private final InstantSource clock;
    private final long lifeMillis;
    private final Remembered<Asked, Verdict> verdicts;
    private final Map<Caller, Visitor> visitors = new ConcurrentHashMap<>();

    Rights(
            Reviews reviews,
            ReviewGate gate,
            Outage outage,
            AccessSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.outage = outage;
        this.reviews = reviews;
        this.gate = gate;
        this.widely = settings.widely();
        this.limit = settings.bounds().remembered();
        this.clock = clock;
        this.lifeMillis = settings.lives().allowed().toMillis();
        this.verdicts = new Remembered<>(
                "rights",
                limit,
                verdict -> verdict.allowed()
                        ? settings.lives().allowed()
                        : settings.lives().denied(),
                Verdict::allowed,
                outage,
                clock,
                meters);
        Gauge.builder("weir.access.remembered", visitors, Map::size)
                .description("Answers about callers that are remembered")
                .tag("of", "callers")
                .register(meters);
    }

    /** What is known of a caller; the same object for the same caller, as long as not too many come. */
    Visitor of(Caller caller) {
        Visitor known = visitors.get(caller);
        if (known != null) {
            return known;
        }
        if (visitors.size() >= limit) {
            visitors.clear();
        }
        return visitors.computeIfAbsent(caller, Visitor::new);
    }

    /** Whether a visitor may do it, if that is known, or null. */
    @Nullable
    Verdict known(Visitor visitor, Question question) {
        if (visitor.caller().master()) {
            return YES;
        }
        if (widely) {
            for (Question wider : question.wider()) {
                Verdict wide = verdicts.find(new Asked(visitor, wider));
                if (wide != null && wide.allowed()) {
                    return wide;
                }
            }
        }
        return verdicts.find(new Asked(visitor, question));
    }

    /**
     * Whether a visitor may do it. While the API server does not say, a yes of it lives on, and is asked for again meanwhile; who
     * has none fails with {@link ReviewException}.
     */
    Future<Verdict> ask(Visitor visitor, Question question) {
        Question known = outage.away() ? outliving(visitor, question) : null;
        if (known != null) {
            review(new Asked(visitor, known));
            return outlived();
        }
        return next(visitor, question, widely ? question.wider().iterator() : Collections.emptyIterator())
                .recover(fault -> outliving(visitor, question) == null ? Future.failedFuture(fault) : outlived());
    }

    /** A question to which a yes lives on, which is one to this question too, or null. */
    private @Nullable Question outliving(Visitor visitor, Question question) {
        if (widely) {
            for (Question wider : question.wider()) {
                if (verdicts.outliving(new Asked(visitor, wider)) != null) {
                    return wider;
                }
            }
        }
        return verdicts.outliving(new Asked(visitor, question)) == null ? null : question;
    }

    private Future<Verdict> outlived() {
        outage.outlived();
        return Future.succeededFuture(YES);
    }

    private Future<Verdict> next(Visitor visitor, Question question, Iterator<Question> wider) {
        if (!wider.hasNext()) {
            return one(visitor, question);
        }
        return one(visitor, wider.next())
                .compose(wide -> wide.allowed() ? Future.succeededFuture(wide) : next(visitor, question, wider));
    }

    private Future<Verdict> one(Visitor visitor, Question question) {
        Asked asked = new Asked(visitor, question);
        Verdict known = verdicts.find(asked);
        return known == null ? review(asked) : Future.succeededFuture(known);
    }

    private Future<Verdict> review(Asked asked) {
        Visitor visitor = asked.visitor();
        return verdicts.ask(
                asked,
                () -> gate.pass(() -> reviews.access(visitor.caller(), asked.question()))
                        .onSuccess(verdict -> note(visitor, asked.question(), verdict)));
    }

    private void note(Visitor visitor, Question question, Verdict verdict) {
        if (widely && question.equals(Visitor.EVERYTHING)) {
            visitor.everything(verdict.allowed(), clock.millis(), lifeMillis);
        }
    }

    /**
     * Whether somebody is known to be allowed to read all metrics. Asks again before an answer ends that many requests go by, so
     * that none of them waits.
     */
    boolean mayReadAll(Visitor visitor, long nowMillis) {
        boolean may = visitor.mayReadAll(nowMillis);
        if (may && visitor.takesRenewal(nowMillis)) {
            review(new Asked(visitor, Visitor.EVERYTHING)).onFailure(fault -> visitor.renewLater(clock.millis()));
        }
        return may;
    }

    /** Forgets what holds no longer. */
    void sweep() {
        verdicts.sweep();
    }
}
