package dev.weir.scalers.beanstalkd;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.time.Duration;

/** One tube, asked over the connection that all tubes of its server share. */
final class BeanstalkdSource implements Source<TubeStats> {

    private final BeanstalkdConfig config;
    private final SourceKey key;
    private final Duration patience;
    private final Lease<BeanstalkdConnection> connection;

    BeanstalkdSource(BeanstalkdConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = environment
                .keys()
                .question("beanstalkd")
                .with("host", config.server().host())
                .with("port", config.server().port())
                .with("tube", config.tube())
                .with("timeout", config.timeout())
                .key();
        this.patience = config.timeout().plus(environment.httpTimeout().multipliedBy(3));
        this.connection = BeanstalkdConnection.lease(environment, config.server());
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return config.server().toString();
    }

    @Override
    public Class<TubeStats> readingType() {
        return TubeStats.class;
    }

    /** A pause, a connect and an answer, where all three are needed. */
    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public Future<TubeStats> poll() {
        return connection.client().stats(config.tube(), config.timeout());
    }

    @Override
    public Future<Void> close() {
        return connection.release();
    }

    @Override
    public String toString() {
        return "BeanstalkdSource[" + upstream() + ", " + key + "]";
    }
}
