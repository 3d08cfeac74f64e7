package dev.weir.scalers.redis;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code redis-cluster-streams}. */
public final class RedisClusterStreamsScaler implements ScalerType {

    @Override
    public String type() {
        return "redis-cluster-streams";
    }

    @Override
    public Trigger<RedisReading> create(Params params, ScalerEnvironment environment) {
        return RedisTrigger.onStream(params, Topology.CLUSTER, environment);
    }
}
