package dev.weir.gateway.replicas;

import dev.weir.cache.cluster.Fleet;
import dev.weir.gateway.config.ReplicaSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.spi.cluster.NodeListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other replicas. Until it has joined, and whenever it cannot, this replica works alone: it asks every source itself,
 * which costs polls and nothing else. Joining is tried again for as long as the process lives.
 *
 * <p>Members of a network that was cut forget each other's subscriptions and do not always learn them again; a member that the
 * membership shows and that is not heard is reason to subscribe anew.
 */
public final class Replicas implements Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

    private static final String READINGS = "weir.readings";
    private static final String SIGNS = "weir.signs";
    private static final String TO = "weir.to.";
    private static final String FROM = "from";
    private static final String NODE = "node";
    private static final String PART = "part";
    private static final String LEAVES = "leaves";

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration RESUBSCRIBE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final ReplicaSettings settings;
    private final ClusterSecret secret;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final String self = UUID.randomUUID().toString();
    private final Presence presence = new Presence(self);
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private volatile List<String> members = List.of();
    private volatile @Nullable Listener listener;
    private volatile @Nullable Bus bus;
    private volatile boolean closed;
    private long subscribedNanos;

    /** @param vertx of the process, whose workers are borrowed while joining */
    public Replicas(
            Vertx vertx, ReplicaSettings settings, ClusterSecret secret, InstantSource clock, LongSupplier nanos) {
        this.vertx = vertx;
        this.settings = settings;
        this.secret = secret;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Joins, or begins to try: completes when it has joined, or at the latest after {@code patience}, alone for the time
     * being.
     */
    public Future<Void> join(Duration patience) {
        Promise<Void> first = Promise.promise();
        attempt(first);
        vertx.setTimer(patience.toMillis(), due -> first.tryComplete());
        return first.future();
    }

    private void attempt(Promise<Void> joined) {
        if (closed) {
            joined.tryComplete();
            return;
        }
        vertx.executeBlocking(() -> ReplicaIdentity.make(secret, clock.instant()), false)
                .compose(this::open)
                .onSuccess(opened -> joined.tryComplete())
                .onFailure(failed -> {
                    LOG.warn(
                            "The other replicas cannot be joined, this one works alone and tries again bind={}:{} reason={}",
                            settings.bind(),
                            settings.port(),
                            Reasons.of(failed));
                    joined.tryComplete();
                    vertx.setTimer(AGAIN.toMillis(), due -> attempt(joined));
                });
    }

    private Future<Void> open(ReplicaIdentity identity) {
        return Bus.open(self, settings, identity).compose(opened -> {
            if (closed) {
                return opened.close(vertx);
            }
            bus = opened;
            LOG.info(
                    "Joined replica={} bind={}:{} nodes={}",
                    self,
                    settings.bind(),
                    settings.port(),
                    opened.nodes().size());
            Promise<Void> listening = Promise.promise();
            opened.vertx().runOnContext(turn -> {
                opened.listen(new Nodes(opened));
                subscribe(opened).onComplete(listening);
                opened.vertx().setPeriodic(Presence.RHYTHM.toMillis(), tick -> tick(opened));
                sign(opened);
            });
            return listening.future();
        });
    }

    private Future<Void> subscribe(Bus on) {
        subscribedNanos = nanos.getAsLong();
        List<MessageConsumer<?>> old = List.copyOf(consumers);
        consumers.clear();
        consumers.add(on.vertx().eventBus().<Buffer>consumer(READINGS, this::received));
        consumers.add(on.vertx().eventBus().<Buffer>consumer(TO + self, this::received));
        consumers.add(on.vertx().eventBus().<Buffer>consumer(SIGNS, this::sign));
        // New ones first: nothing that comes meanwhile is to be missed, and what comes twice does no harm.
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
                .eventually(() -> Future.join(
                        old.stream().map(MessageConsumer::unregister).toList()))
                .mapEmpty();
    }

    /** Membership changes are told on any thread. */
    private final class Nodes implements NodeListener {
        private final Bus on;

        Nodes(Bus on) {
            this.on = on;
        }

        @Override
        public void nodeAdded(String node) {
            on.vertx().runOnContext(turn -> sign(on));
        }

        @Override
        public void nodeLeft(String node) {
            on.vertx().runOnContext(turn -> {
                presence.lost(node);
                settle();
            });
        }
    }

    private void tick(Bus on) {
        presence.look(nanos.getAsLong());
        settle();
        sign(on);
        Set<String> unheard = presence.unheard(on.nodes(), on.node());
        if (!unheard.isEmpty() && nanos.getAsLong() - subscribedNanos > RESUBSCRIBE.toNanos()) {
            LOG.debug("Subscribing anew, for replicas are there that are not heard nodes={}", unheard.size());
            subscribedNanos = nanos.getAsLong();
            on.showAgain()
                    .compose(shown -> subscribe(on))
                    .onFailure(failed -> LOG.debug("Not subscribed anew reason={}", Reasons.of(failed)));
        }
    }

    private void sign(Bus on) {
        on.vertx()
                .eventBus()
                .publish(
                        SIGNS,
                        Buffer.buffer(),
                        from().addHeader(NODE, on.node()).addHeader(PART, Boolean.toString(presence.takesPart())));
    }

    private DeliveryOptions from() {
        return new DeliveryOptions().addHeader(FROM, self);
    }

    private void sign(Message<Buffer> message) {
        MultiMap headers = message.headers();
        String member = headers.get(FROM);
        String node = headers.get(NODE);
        if (member == null || node == null) {
            return;
        }
        if (headers.contains(LEAVES)) {
            presence.left(member);
        } else {
            presence.heard(member, node, Boolean.parseBoolean(headers.get(PART)), nanos.getAsLong());
        }
        settle();
    }

    private void settle() {
        List<String> now = presence.members();
        if (now.equals(members)) {
            return;
        }
        members = now;
        LOG.info("Replicas that share the polls members={} self={}", Math.max(1, now.size()), self);
        Listener hears = listener;
        if (hears != null) {
            hears.changed();
        }
    }

    private void received(Message<Buffer> message) {
        String member = message.headers().get(FROM);
        Listener hears = listener;
        if (member != null && hears != null && !member.equals(self)) {
            hears.received(member, message.body());
        }
    }

    /** This replica knows what there is to ask: from now on it has its share. */
    public void takePart() {
        part(true);
    }

    /** The others take over, at once; what they read is still heard. */
    public Future<Void> stepBack() {
        return part(false);
    }

    private Future<Void> part(boolean takes) {
        Promise<Void> said = Promise.promise();
        Bus on = bus;
        if (on == null) {
            presence.takePart(takes);
            return Future.succeededFuture();
        }
        on.vertx().runOnContext(turn -> {
            presence.takePart(takes);
            settle();
            sign(on);
            said.complete();
        });
        return said.future();
    }

    /** Says that it goes, and goes. Closing twice is allowed. */
    public Future<Void> close() {
        closed = true;
        Bus on = bus;
        bus = null;
        if (on == null) {
            return Future.succeededFuture();
        }
        on.vertx()
                .eventBus()
                .publish(
                        SIGNS,
                        Buffer.buffer(),
                        from().addHeader(NODE, on.node()).addHeader(LEAVES, "true"));
        // What was said is to be on its way before the connections close.
        return vertx.timer(100, TimeUnit.MILLISECONDS).compose(said -> on.close(vertx));
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public List<String> members() {
        return members;
    }

    @Override
    public void listen(Listener one) {
        listener = one;
    }

    @Override
    public void toAll(Buffer message) {
        Bus on = bus;
        if (on != null) {
            on.vertx().eventBus().publish(READINGS, message, from());
        }
    }

    @Override
    public void to(String member, Buffer message) {
        Bus on = bus;
        if (on != null) {
            on.vertx().eventBus().send(TO + member, message, from());
        }
    }
}
