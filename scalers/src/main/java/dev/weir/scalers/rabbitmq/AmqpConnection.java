package dev.weir.scalers.rabbitmq;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with one channel, shared by all queues of a virtual host. All state belongs to a worker context of its
 * own, deployed with the connection: the client blocks its caller when it opens a channel anew, and queues what it asks per
 * context, so that on a shared one a hanging broker would hold up all others. At most {@value #THREADS} such contexts run
 * at a time.
 *
 * <p>Questions go out one by one, because a question for a missing queue closes the channel, and with it all that are under
 * way; the next one opens it again. Each queue waits at most once, which bounds the line by the number of queues. A lost
 * connection is made anew by the next question, after a failed attempt not before a pause of {@value #FIRST_PAUSE_MILLIS}
 * ms that doubles up to {@value #LONGEST_PAUSE_MILLIS} ms; questions in between fail with the reason of the last attempt.
 */
final class AmqpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
    private static final int THREADS = 16;
    private static final DeploymentOptions DEPLOYMENT = new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("weir-amqp")
            .setWorkerPoolSize(THREADS);
    /** As KEDA; longer than a question waits, for a connection lasts, and the next question finds it made. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final ScalerEnvironment environment;
    private final AmqpBroker broker;
    private final Duration patience;
    private final AtomicReference<@Nullable Future<Context>> own = new AtomicReference<>();

    private final Map<String, Promise<Long>> waiting = new LinkedHashMap<>();
    private Future<?> current = Future.succeededFuture();
    private boolean busy;
    private boolean closed;
    private @Nullable RabbitMQClient client;
    private @Nullable Throwable lastRefusal;
    private boolean pausing;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    private AmqpConnection(ScalerEnvironment environment, AmqpBroker broker) {
        this.environment = environment;
        this.broker = broker;
        this.patience = environment.httpTimeout();
    }

    /** Takes a share of the connection to this broker; it is made by the first question. */
    static Lease<AmqpConnection> lease(ScalerEnvironment environment, AmqpBroker broker) {
        return environment
                .clients()
                .lease(broker, () -> new AmqpConnection(environment, broker), AmqpConnection::close);
    }

    /** How many messages of the queue are ready. Fails with a {@link SourceException}; completes on the caller's context. */
    Future<Long> readyMessages(String queue) {
        Context caller = environment.vertx().getOrCreateContext();
        Promise<Long> answer = Promise.promise();
        ownContext()
                .onFailure(answer::tryFail)
                .onSuccess(context -> context.runOnContext(go -> ask(context, queue, answer)));
        Future<Long> bounded = answer.future()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(AmqpFaults.of(broker + " queue " + queue, fault)));
        return Future.fromCompletionStage(bounded.toCompletionStage(), caller);
    }

    /** Deployed by whoever asks first. */
    private Future<Context> ownContext() {
        Future<Context> known = own.get();
        if (known != null) {
            return known;
        }
        Promise<Context> deployed = Promise.promise();
        if (!own.compareAndSet(null, deployed.future())) {
            return ownContext();
        }
        Deployable holder = context -> {
            deployed.complete(context);
            return Future.succeededFuture();
        };
        environment.vertx().deployVerticle(holder, DEPLOYMENT).onFailure(deployed::tryFail);
        return deployed.future();
    }

    private void ask(Context context, String queue, Promise<Long> answer) {
        if (closed) {
            answer.tryFail(new SourceException(broker + ": the connection is no longer used"));
            return;
        }
        waiting.computeIfAbsent(queue, name -> Promise.promise())
                .future()
                .onSuccess(answer::tryComplete)
                .onFailure(answer::tryFail);
        next(context);
    }

    /** Takes the next question from the line unless one is under way. */
    private void next(Context context) {
        Iterator<String> line = waiting.keySet().iterator();
        if (busy || closed || !line.hasNext()) {
            return;
        }
        busy = true;
        String queue = line.next();
        current = connected().compose(open -> open.messageCount(queue)).onComplete(result -> {
            busy = false;
            Promise<Long> answer = waiting.remove(queue);
            if (answer != null) {
                answer.handle(result);
            }
            // By way of the context: a line of questions that all fail at once must not grow the stack.
            context.runOnContext(go -> next(context));
        });
    }

    private Future<RabbitMQClient> connected() {
        RabbitMQClient known = client;
        if (known != null && known.isConnected()) {
            return Future.succeededFuture(known);
        }
        if (pausing && lastRefusal != null) {
            return Future.failedFuture(lastRefusal);
        }
        return disconnect()
                .compose(gone -> AmqpOptions.load(environment, broker, CONNECT_LIMIT))
                .compose(this::connect)
                .onSuccess(open -> {
                    lastRefusal = null;
                    pauseMillis = FIRST_PAUSE_MILLIS;
                })
                .onFailure(this::pause);
    }

    private Future<RabbitMQClient> connect(RabbitMQOptions options) {
        RabbitMQClient fresh = RabbitMQClient.create(environment.vertx(), options);
        client = fresh;
        return fresh.start().map(fresh);
    }

    private void pause(Throwable refusal) {
        lastRefusal = refusal;
        pausing = true;
        environment.vertx().setTimer(pauseMillis, over -> pausing = false);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    /** Also where the connection is lost already: the client keeps a hold on it until it is told to stop. */
    private Future<Void> disconnect() {
        RabbitMQClient known = client;
        client = null;
        return known == null
                ? Future.succeededFuture()
                : known.stop().recover(fault -> {
                    LOG.debug("{}: the connection did not close in order", broker, fault);
                    return Future.succeededFuture();
                });
    }

    private Future<Void> close() {
        Future<Context> deployed = own.get();
        if (deployed == null) {
            return Future.succeededFuture();
        }
        // Undeployed from the caller's context: the own one ends with it and would deliver nothing any more.
        Context caller = environment.vertx().getOrCreateContext();
        return deployed.compose(context -> {
            Promise<Void> stopped = Promise.promise();
            context.runOnContext(go -> stop().onComplete(stopped));
            return Future.fromCompletionStage(stopped.future().toCompletionStage(), caller)
                    .compose(done -> environment.vertx().undeploy(context.deploymentID()));
        });
    }

    private Future<Void> stop() {
        closed = true;
        waiting.values()
                .forEach(answer -> answer.tryFail(new SourceException(broker + ": the connection is no longer used")));
        waiting.clear();
        return current.transform(result -> disconnect());
    }
}
