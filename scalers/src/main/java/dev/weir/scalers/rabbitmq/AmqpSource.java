package dev.weir.scalers.rabbitmq;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;

/** One queue, asked over the connection that all queues of its virtual host share. */
final class AmqpSource implements Source<RabbitReading> {

    private final SourceKey key;
    private final RabbitQuestion.Amqp question;
    private final Lease<AmqpConnection> connection;

    AmqpSource(SourceKey key, RabbitQuestion.Amqp question, ScalerEnvironment environment) {
        this.key = key;
        this.question = question;
        this.connection = AmqpConnection.lease(environment, question.broker());
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return question.upstream();
    }

    @Override
    public Class<RabbitReading> readingType() {
        return RabbitReading.class;
    }

    @Override
    public Future<RabbitReading> poll() {
        return connection.client().readyMessages(question.queue()).map(RabbitReading::ready);
    }

    @Override
    public Future<Void> close() {
        return connection.release();
    }
}
