package dev.weir.scalers.redis;

import dev.weir.scalers.redis.RedisQuestion.Ask;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A trigger on a stream: on its length, or where it names a group on what that has pending or, with a target for it, on how
 * far it is behind.
 *
 * @param group empty for the stream's length
 */
record StreamConfig(
        RedisUpstream upstream, Ask measure, String stream, String group, long activation, MetricSpec metric) {

    static StreamConfig from(Params params, Topology topology) {
        RedisUpstream upstream = RedisAccess.from(params, topology);
        String stream = params.text("stream").required();
        String group = params.text("consumerGroup").orElse("");
        long length = params.integer("streamLength").orElse(5L);
        long pending = params.integer("pendingEntriesCount").orElse(5L);
        Long lag = params.integer("lagCount").orNull();
        long activation = params.integer("activationLagCount").orElse(0L);
        Ask measure = measure(group, lag);
        warn(params, measure);
        long target = measure == Ask.GROUPS && lag != null ? lag : measure == Ask.PENDING ? pending : length;
        MetricSpec metric =
                new MetricSpec(params.metricName("redis-streams-" + stream), params.metricType(), Quantity.of(target));
        return params.build(() -> new StreamConfig(upstream, measure, stream, group, activation, metric));
    }

    private static Ask measure(String group, @Nullable Long lag) {
        if (group.isEmpty()) {
            return Ask.LENGTH;
        }
        return lag == null || lag == 0 ? Ask.PENDING : Ask.GROUPS;
    }

    /** Of the targets that the measure does not use. */
    private static void warn(Params params, Ask measure) {
        if (measure == Ask.LENGTH) {
            unused(params, "lagCount", "without consumerGroup");
            unused(params, "pendingEntriesCount", "without consumerGroup");
        } else {
            unused(params, "streamLength", "with consumerGroup");
        }
        if (measure == Ask.GROUPS) {
            unused(params, "pendingEntriesCount", "with lagCount");
        }
    }

    private static void unused(Params params, String name, String why) {
        if (params.isGiven(name)) {
            params.warn(name, "has no effect " + why);
        }
    }

    /** What is asked; the answer to how far a group is behind has all groups. */
    RedisQuestion question() {
        return new RedisQuestion(measure, stream, measure == Ask.PENDING ? group : "");
    }
}
