package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;

/** Makes triggers of both types. */
final class KafkaTrigger {

    private static final String LIBRARY_CLASS = "org.apache.kafka.clients.admin.Admin";
    private static final String LIBRARY = "org.apache.kafka:kafka-clients:4.4.0";

    private KafkaTrigger() {}

    static Trigger<KafkaReading> create(Dialect dialect, Params params, ScalerEnvironment environment) {
        params.needs(LIBRARY_CLASS, LIBRARY);
        MetricType metricType = params.metricType();
        KafkaConfig config = KafkaConfig.from(params, dialect);
        return Trigger.of(
                source(config, environment),
                new MetricSpec(
                        params.metricName("kafka-" + config.question().name()),
                        metricType,
                        Quantity.of(config.meaning().lagThreshold())),
                config.meaning(),
                params.warnings());
    }

    private static KafkaSource source(KafkaConfig config, ScalerEnvironment environment) {
        SourceKeys.Question question =
                environment.keys().question(config.question().dialect().type());
        config.cluster().into(question);
        config.question().into(question);
        return new KafkaSource(question.key(), config.cluster(), config.question(), environment);
    }
}
