package dev.weir.scalers.redis;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;

/** A trigger on what a key holds. */
record KeyConfig(RedisUpstream upstream, RedisQuestion question, long activation, MetricSpec metric) {

    static KeyConfig from(Params params, Topology topology) {
        RedisUpstream upstream = RedisAccess.from(params, topology);
        String list = params.text("listName").required();
        long target = params.integer("listLength").orElse(5L);
        long activation = params.integer("activationListLength").orElse(0L);
        MetricSpec metric =
                new MetricSpec(params.metricName("redis-" + list), params.metricType(), Quantity.of(target));
        return params.build(
                () -> new KeyConfig(upstream, new RedisQuestion(RedisQuestion.Ask.SIZE, list, ""), activation, metric));
    }
}
