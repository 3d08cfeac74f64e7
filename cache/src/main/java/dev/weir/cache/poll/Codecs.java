package dev.weir.cache.poll;

import dev.weir.cache.cluster.SnapshotCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the readings of each type travel; one of a type that cannot is asked by every replica. */
final class Codecs {

    private static final Logger LOG = LoggerFactory.getLogger(Codecs.class);

    private final Map<Class<?>, Optional<SnapshotCodec<?>>> codecs = new ConcurrentHashMap<>();

    <R extends Record> Optional<SnapshotCodec<R>> of(Class<R> type) {
        @SuppressWarnings("unchecked") // It was made of this class.
        Optional<SnapshotCodec<R>> codec =
                (Optional<SnapshotCodec<R>>) (Optional<?>) codecs.computeIfAbsent(type, Codecs::make);
        return codec;
    }

    private static Optional<SnapshotCodec<?>> make(Class<?> type) {
        try {
            return Optional.of(SnapshotCodec.of(type.asSubclass(Record.class)));
        } catch (IllegalArgumentException e) {
            LOG.error("every replica asks for itself, for readings cannot travel type={}", type.getName(), e);
            return Optional.empty();
        }
    }
}
