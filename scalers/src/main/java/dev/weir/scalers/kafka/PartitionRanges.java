package dev.weir.scalers.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code partitionLimitation}: ids and ranges such as {@code 1,3,5-10}; none at all means every partition. */
record PartitionRanges(List<Range> ranges) {

    static final PartitionRanges ALL = new PartitionRanges(List.of());

    private static final Pattern ID = Pattern.compile("[0-9]{1,10}");

    /** Both ends belong to it; a reversed one holds nothing. */
    record Range(int first, int last) {}

    PartitionRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads the parameter.
     *
     * @throws IllegalArgumentException on anything else
     */
    static PartitionRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.trim().split("-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException();
            }
            ranges.add(new Range(id(ends[0]), id(ends[ends.length - 1])));
        }
        return new PartitionRanges(ranges);
    }

    private static int id(String text) {
        String id = text.trim();
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException();
        }
        return Integer.parseInt(id);
    }

    boolean has(int partition) {
        return ranges.isEmpty()
                || ranges.stream().anyMatch(range -> range.first() <= partition && partition <= range.last());
    }
}
