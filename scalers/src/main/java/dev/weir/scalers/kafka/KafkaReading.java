package dev.weir.scalers.kafka;

import java.util.List;

/** The offsets of a group in all partitions it was asked about. */
record KafkaReading(List<Partition> partitions) {

    /** What an offset is where nothing was committed, or where the partition cannot be read. */
    static final long NONE = -1;

    KafkaReading {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition.
     *
     * @param committed the group's offset; {@link #NONE} if it never committed one
     * @param latest the offset of the next record; {@link #NONE} if the partition cannot be read
     */
    record Partition(String topic, int id, long committed, long latest) {}
}
