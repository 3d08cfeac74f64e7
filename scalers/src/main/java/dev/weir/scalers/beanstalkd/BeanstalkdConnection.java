package dev.weir.scalers.beanstalkd;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one server, shared by all its tubes. Its state belongs to the event loop of whoever asks first. Each tube
 * waits at most once, which bounds what is under way by their number.
 *
 * <p>A lost connection is made anew by the next question. After an attempt that failed the next one waits
 * {@value #FIRST_PAUSE_MILLIS} ms, then twice as long and so on, up to a third of the time that an answer may take, so that a
 * question which has to wait is still answered. A server that does not answer in that time has its connection closed: all who
 * stand behind would wait in vain.
 */
final class BeanstalkdConnection {

    private static final long FIRST_PAUSE_MILLIS = 100;

    /** What the protocol allows a name to have; anything else might end the command and begin another one. */
    private static final Pattern TUBE = Pattern.compile("[A-Za-z0-9+/;.$_()][A-Za-z0-9+/;.$_()\\-]{0,199}");

    private final ScalerEnvironment environment;
    private final BeanstalkdServer server;
    private final Duration patience;
    private final NetClient client;
    private final AtomicReference<@Nullable Context> own = new AtomicReference<>();

    private @Nullable Future<BeanstalkdLink> link;
    private long pauseMillis;

    private BeanstalkdConnection(ScalerEnvironment environment, BeanstalkdServer server) {
        this.environment = environment;
        this.server = server;
        this.patience = environment.httpTimeout();
        this.client = environment.vertx().createNetClient(new NetClientOptions().setTcpKeepAlive(true));
    }

    /** Takes a share of the connection to this server; it is made by the first question. */
    static Lease<BeanstalkdConnection> lease(ScalerEnvironment environment, BeanstalkdServer server) {
        return environment
                .clients()
                .lease(
                        server,
                        () -> new BeanstalkdConnection(environment, server),
                        connection -> connection.client.close());
    }

    /**
     * The jobs of a tube. Fails with a {@link SourceException}; completes on the caller's context.
     *
     * @param connectTimeout how long a connect may take, should one be needed; zero for as long as the answer
     */
    Future<TubeStats> stats(String tube, Duration connectTimeout) {
        String what = server + " tube " + tube;
        if (!TUBE.matcher(tube).matches()) {
            return Future.failedFuture(new SourceException(
                    server + ": \"" + tube.replaceAll("\\p{Cntrl}", "?") + "\" is no name of a tube; accepted are up to"
                            + " 200 letters, digits and -+/;.$_(), not beginning with a hyphen"));
        }
        Context caller = environment.vertx().getOrCreateContext();
        Context context = owner(caller);
        Promise<TubeStats> answer = Promise.promise();
        context.runOnContext(go -> ask(tube, connectTimeout).onComplete(answer));
        Future<TubeStats> worded = answer.future().recover(fault -> Future.failedFuture(named(what, fault)));
        return Future.fromCompletionStage(worded.toCompletionStage(), caller);
    }

    private static SourceException named(String what, Throwable fault) {
        return new SourceException(
                what + ": " + (fault instanceof SourceException ? fault.getMessage() : Faults.sentence(fault)));
    }

    private Context owner(Context caller) {
        Context known = own.get();
        if (known != null) {
            return known;
        }
        return own.compareAndSet(null, caller) ? caller : owner(caller);
    }

    private Future<TubeStats> ask(String tube, Duration connectTimeout) {
        return linked(connectTimeout).compose(open -> {
            Future<TubeStats> answer = open.stats(tube);
            long timer = environment
                    .vertx()
                    .setTimer(patience.toMillis(), late -> open.end("timed out after " + Faults.words(patience)));
            return answer.onComplete(done -> environment.vertx().cancelTimer(timer));
        });
    }

    /** The connection that there is, or is being made. */
    private Future<BeanstalkdLink> linked(Duration connectTimeout) {
        Future<BeanstalkdLink> known = link;
        boolean over = known == null
                || known.failed()
                || (known.succeeded() && known.result().isOver());
        if (known != null && !over) {
            return known;
        }
        Future<BeanstalkdLink> made = pause().compose(end -> connect(connectTimeout));
        link = made;
        return made;
    }

    private Future<Void> pause() {
        return pauseMillis == 0
                ? Future.succeededFuture()
                : environment.vertx().timer(pauseMillis, TimeUnit.MILLISECONDS);
    }

    private Future<BeanstalkdLink> connect(Duration timeout) {
        Duration bound = timeout.isZero() ? patience : timeout;
        ConnectOptions options = new ConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, bound.toMillis())));
        long longestMillis = patience.toMillis() / 3;
        return client.connect(options)
                .map(BeanstalkdLink::new)
                .onSuccess(open -> pauseMillis = 0)
                .onFailure(fault ->
                        pauseMillis = Math.min(longestMillis, pauseMillis == 0 ? FIRST_PAUSE_MILLIS : pauseMillis * 2));
    }
}
