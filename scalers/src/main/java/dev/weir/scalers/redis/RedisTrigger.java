package dev.weir.scalers.redis;

import dev.weir.scalers.redis.RedisQuestion.Ask;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;

/** The two kinds of triggers, each for all topologies. */
final class RedisTrigger {

    private RedisTrigger() {}

    static Trigger<RedisReading> onKey(Params params, Topology topology, ScalerEnvironment environment) {
        KeyConfig config = KeyConfig.from(params, topology);
        return Trigger.of(
                new RedisSource(params.spec().type(), config.upstream(), config.question(), environment),
                config.metric(),
                RedisMeaning.count(config.activation()),
                params.warnings());
    }

    static Trigger<RedisReading> onStream(Params params, Topology topology, ScalerEnvironment environment) {
        StreamConfig config = StreamConfig.from(params, topology);
        return Trigger.of(
                new RedisSource(params.spec().type(), config.upstream(), config.question(), environment),
                config.metric(),
                config.measure() == Ask.GROUPS
                        ? RedisMeaning.lag(config.group(), config.activation())
                        : RedisMeaning.count(config.activation()),
                params.warnings());
    }
}
