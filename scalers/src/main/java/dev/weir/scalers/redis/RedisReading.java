package dev.weir.scalers.redis;

import java.util.List;
import java.util.Optional;

/**
 * What a key holds.
 *
 * @param count elements, entries of a stream, or what is pending
 * @param trouble why there is no count, where there are groups all the same; else empty
 * @param groups of a stream, where they were asked for
 */
public record RedisReading(long count, String trouble, List<GroupLag> groups) {

    public RedisReading {
        groups = List.copyOf(groups);
    }

    static RedisReading of(long count) {
        return new RedisReading(count, "", List.of());
    }

    Optional<GroupLag> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
