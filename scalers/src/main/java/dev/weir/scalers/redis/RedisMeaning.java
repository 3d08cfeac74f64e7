package dev.weir.scalers.redis;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import java.util.Optional;

/** What a reading means to a trigger. */
final class RedisMeaning {

    private RedisMeaning() {}

    /** The count itself. */
    static Interpreter<RedisReading> count(long activation) {
        return reading -> Outcome.above(reading.count(), activation);
    }

    /** How far a group is behind; all that the stream holds where there is no such group. */
    static Interpreter<RedisReading> lag(String group, long activation) {
        return reading -> {
            Optional<GroupLag> known = reading.group(group);
            if (known.isPresent()) {
                return Outcome.above(known.get().lag(), activation);
            }
            return reading.trouble().isEmpty()
                    ? Outcome.above(reading.count(), activation)
                    : new Outcome.Rejected(reading.trouble());
        };
    }
}
