package dev.weir.scalers.redis;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code redis-cluster}. */
public final class RedisClusterScaler implements ScalerType {

    @Override
    public String type() {
        return "redis-cluster";
    }

    @Override
    public Trigger<RedisReading> create(Params params, ScalerEnvironment environment) {
        return RedisTrigger.onKey(params, Topology.CLUSTER, environment);
    }
}
