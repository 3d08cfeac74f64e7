package dev.weir.scalers.rabbitmq;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** The {@code rabbitmq} trigger. */
public final class RabbitScaler implements ScalerType {

    @Override
    public String type() {
        return "rabbitmq";
    }

    @Override
    public Trigger<?> create(Params params, ScalerEnvironment environment) {
        MetricType metricType = params.metricType();
        RabbitConfig config = RabbitConfig.from(params);
        return Trigger.of(
                source(config.question(), environment),
                new MetricSpec(
                        params.metricName("rabbitmq-" + Url.escaped(config.queue())),
                        metricType,
                        Quantity.of(config.target())),
                config.meaning(),
                params.warnings());
    }

    private Source<RabbitReading> source(RabbitQuestion question, ScalerEnvironment environment) {
        SourceKeys.Question parts = environment.keys().question(type());
        question.into(parts);
        SourceKey key = parts.key();
        return question instanceof RabbitQuestion.Http http
                ? new HttpSource(key, http, environment)
                : new AmqpSource(key, (RabbitQuestion.Amqp) question, environment);
    }
}
