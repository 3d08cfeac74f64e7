package dev.weir.scalers.kafka;

import dev.weir.scalers.kafka.KafkaReading.Partition;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records a group is behind, as KEDA counts them. A fold where {@code excludePersistentLag} is set: a partition
 * whose committed offset has not moved since the reading before counts for activity only.
 *
 * @param earliest whether a group that has committed nothing begins with the first record, else with the next one to come
 * @param seen the committed offsets of the reading before, by partition
 */
record LagMeaning(
        Dialect dialect,
        long lagThreshold,
        long activationLagThreshold,
        boolean earliest,
        boolean allowIdleConsumers,
        boolean excludePersistentLag,
        boolean scaleToZeroOnInvalidOffset,
        boolean limitToPartitionsWithLag,
        boolean ensureEvenDistribution,
        PartitionRanges only,
        Map<PartitionKey, Long> seen)
        implements Interpreter<KafkaReading> {

    /** Names a partition. */
    record PartitionKey(String topic, int id) {
        static PartitionKey of(Partition partition) {
            return new PartitionKey(partition.topic(), partition.id());
        }
    }

    LagMeaning {
        seen = Map.copyOf(seen);
    }

    @Override
    public Outcome interpret(KafkaReading reading) {
        List<Partition> partitions = counted(reading);
        if (partitions.isEmpty() && dialect == Dialect.KAFKA) {
            return new Outcome.Rejected("there is no partition to look at"
                    + (only.ranges().isEmpty() ? "" : "; partitionLimitation leaves none"));
        }
        long total = 0;
        long activity = 0;
        long behind = 0;
        for (Partition partition : partitions) {
            long lag = lag(partition);
            total += isPersistent(partition) ? 0 : lag;
            activity += lag;
            behind += lag > 0 && !isPersistent(partition) ? 1 : 0;
        }
        long value = bounded(evened(total, partitions.size()), partitions.size(), behind);
        return Outcome.of(value, activity > activationLagThreshold);
    }

    @Override
    public LagMeaning after(KafkaReading reading) {
        if (!excludePersistentLag) {
            return this;
        }
        Map<PartitionKey, Long> now = new HashMap<>();
        for (Partition partition : counted(reading)) {
            PartitionKey key = PartitionKey.of(partition);
            Long offset = isCommitted(partition) ? Long.valueOf(partition.committed()) : seen.get(key);
            if (offset != null) {
                now.put(key, offset);
            }
        }
        return new LagMeaning(
                dialect,
                lagThreshold,
                activationLagThreshold,
                earliest,
                allowIdleConsumers,
                true,
                scaleToZeroOnInvalidOffset,
                limitToPartitionsWithLag,
                ensureEvenDistribution,
                only,
                now);
    }

    private List<Partition> counted(KafkaReading reading) {
        return reading.partitions().stream()
                .filter(partition -> only.has(partition.id()))
                .toList();
    }

    /** May be negative: a group that is reset, or a topic that was made anew, is ahead for a while. */
    private long lag(Partition partition) {
        if (isCommitted(partition)) {
            return partition.latest() - partition.committed();
        }
        if (scaleToZeroOnInvalidOffset) {
            return 0;
        }
        return earliest ? partition.latest() : 1;
    }

    private boolean isPersistent(Partition partition) {
        Long before = excludePersistentLag && isCommitted(partition) ? seen.get(PartitionKey.of(partition)) : null;
        return before != null && before == partition.committed();
    }

    private static boolean isCommitted(Partition partition) {
        return partition.committed() != KafkaReading.NONE;
    }

    /** As many replicas as divide the partitions evenly. */
    private long evened(long total, int partitions) {
        if (!ensureEvenDistribution) {
            return total;
        }
        for (int replicas = 1; replicas < partitions; replicas++) {
            if (partitions % replicas == 0 && replicas * lagThreshold >= total) {
                return replicas * lagThreshold;
            }
        }
        return partitions * lagThreshold;
    }

    /** No replica without a partition; by the division KEDA makes, one more than that may be asked for. */
    private long bounded(long total, int partitions, long behind) {
        if (allowIdleConsumers && !limitToPartitionsWithLag && !ensureEvenDistribution) {
            return total;
        }
        long most = limitToPartitionsWithLag ? behind : partitions;
        return total / lagThreshold > most ? most * lagThreshold : total;
    }
}
