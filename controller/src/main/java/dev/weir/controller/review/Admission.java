package dev.weir.controller.review;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.Watch;
import dev.weir.controller.kube.Workloads;
import dev.weir.controller.review.Judge.Judged;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what the API server asks about. All problems are named at once. What cannot be looked at (the API server does not
 * say what a target requests, or not in time) is no reason to refuse: the object is accepted with a warning, as it would be
 * if nobody were asked.
 *
 * <p>Any thread may ask. Judging is done by {@value #JUDGES} threads for which {@value #WAITING} reviews may wait, reading by
 * {@value #READERS} for which {@value #WAITING_READS} may.
 */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final int JUDGES = 2;
    private static final int WAITING = 256;
    private static final int READERS = 4;
    private static final int WAITING_READS = 64;

    /** The API server itself waits for ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Judge judge;
    private final TargetRequests requests;
    private final EventRecorder events;
    private final KubernetesSerialization serialization;
    private final ReviewMeters meters;
    private final Desk judging;
    private final Desk reading;
    private final Duration patience;
    private volatile boolean seen;

    /**
     * Before the start of the watches only.
     *
     * @param objects all ScaledObjects, with an index of their targets
     * @param hpas all HPAs
     */
    public Admission(
            Vertx vertx,
            KubernetesClient client,
            Watch<ScaledObject> objects,
            Watch<HorizontalPodAutoscaler> hpas,
            Workloads workloads,
            EventRecorder events,
            MeterRegistry registry) {
        this(vertx, client, objects, hpas, workloads, events, registry, PATIENCE, WAITING_READS);
    }

    /** With bounds of a test's own. */
    Admission(
            Vertx vertx,
            KubernetesClient client,
            Watch<ScaledObject> objects,
            Watch<HorizontalPodAutoscaler> hpas,
            Workloads workloads,
            EventRecorder events,
            MeterRegistry registry,
            Duration patience,
            int waitingReads) {
        this.serialization = client.getKubernetesSerialization();
        this.requests = new TargetRequests(client, workloads);
        this.judge = new Judge(
                new ReviewedObjects(serialization), new Rivals(objects, hpas, registry), requests, () -> seen);
        this.events = events;
        this.meters = new ReviewMeters(registry);
        this.judging = new Desk("reviews", JUDGES, WAITING, vertx, registry);
        this.reading = new Desk("reads", READERS, waitingReads, vertx, registry);
        this.patience = patience;
    }

    /** All that is in the cluster has been seen: from now on objects are compared with it. */
    public void begin() {
        seen = true;
    }

    /** Takes no more reviews; those under way are not waited for. */
    public Future<Void> close() {
        return Future.all(judging.close(), reading.close()).mapEmpty();
    }

    /** Fails only by a fault of our own. */
    public Future<Answer> review(ReviewedKind kind, Buffer body) {
        return judging.call(() -> judge.judge(Review.read(kind, body.toString())))
                .compose(this::asked)
                .map(this::told)
                .recover(Admission::unanswered);
    }

    private static Future<Answer> unanswered(Throwable fault) {
        if (fault instanceof UnreadableReviewException) {
            return Future.succeededFuture(new Answer.Unreadable(String.valueOf(fault.getMessage())));
        }
        return fault instanceof Desk.FullException
                ? Future.succeededFuture(new Answer.Busy(String.valueOf(fault.getMessage())))
                : Future.failedFuture(fault);
    }

    /** With what the API server says of the target, if it is to be asked. */
    private Future<Judged> asked(Judged judged) {
        if (!judged.asks() || !(judged.object() instanceof ScaledObject object)) {
            return Future.succeededFuture(judged);
        }
        return reading.call(() -> requests.asked(object))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .map(problems -> judged.with(judged.verdict().and(problems, List.of())))
                .recover(fault -> unseen(judged, fault));
    }

    private Future<Judged> unseen(Judged judged, Throwable fault) {
        String why;
        if (fault instanceof Desk.FullException) {
            meters.unseen("full");
            why = String.valueOf(fault.getMessage());
        } else if (fault instanceof TimeoutException) {
            meters.unseen("late");
            why = "the API server did not answer within " + patience.toMillis() / 1000.0 + " s";
        } else if (fault instanceof KubernetesClientException) {
            meters.unseen("failed");
            why = ApiFailure.sentence(fault);
        } else {
            return Future.failedFuture(fault);
        }
        String warning = "spec.scaleTargetRef: what the target requests could not be looked at: " + why;
        return Future.succeededFuture(judged.with(judged.verdict().and(List.of(), List.of(warning))));
    }

    private Answer told(Judged judged) {
        Review review = judged.review();
        Verdict verdict = judged.verdict();
        meters.reviewed(review, verdict);
        if (!judged.compared()) {
            meters.unseen("starting");
        }
        if (judged.object() != null && verdict.allowed()) {
            hint(judged, judged.object());
        }
        if (!verdict.allowed()) {
            LOG.info(
                    "Refused kind={} namespace={} operation={} problems={}",
                    review.kind().kind(),
                    review.namespace(),
                    review.operation(),
                    verdict.refusals().size());
        }
        return new Answer.Reviewed(serialization.asJson(verdict.review(review.uid())));
    }

    /** What has no effect is an event too, once for each manifest; of what nobody writes there is nothing to tell. */
    private void hint(Judged judged, HasMetadata object) {
        Review review = judged.review();
        if (!review.dryRun() && !review.sameSpec() && object.getMetadata().getName() != null) {
            judged.hints().forEach(hint -> events.record(object, EventRecorder.Kind.Normal, "KEDAScalerInfo", hint));
        }
    }
}
