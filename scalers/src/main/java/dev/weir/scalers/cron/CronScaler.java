package dev.weir.scalers.cron;

import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** The {@code cron} trigger: {@code desiredReplicas} inside the window, 0 outside, each against a target of 1. */
public final class CronScaler implements ScalerType {

    @Override
    public String type() {
        return "cron";
    }

    @Override
    public Trigger<?> create(Params params, ScalerEnvironment environment) {
        MetricType metricType = params.metricType();
        CronConfig config = CronConfig.from(params);
        MetricSpec metric = new MetricSpec(params.metricName(config.metricName()), metricType, Quantity.of(1));
        SourceKey key = environment
                .keys()
                .question(type())
                .with("timezone", config.timezone())
                .with("start", config.start())
                .with("end", config.end())
                .key();
        return Trigger.of(
                new CronSource(key, config.window(), config.timezone(), environment.clock()),
                metric,
                (CronReading reading) -> Outcome.of(reading.inside() ? config.desiredReplicas() : 0, reading.inside()),
                params.warnings());
    }
}
