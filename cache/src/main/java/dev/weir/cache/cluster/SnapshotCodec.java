package dev.weir.cache.cluster;

import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source, as bytes. Readings of another shape, of a replica of another version, are told by their
 * signature and refused: for its source every version then asks on its own.
 */
public final class SnapshotCodec<R extends Record> {

    private final Class<R> type;
    private final RecordShape shape;
    private final long signature;

    private SnapshotCodec(Class<R> type) {
        this.type = type;
        this.shape = RecordShape.of(type);
        this.signature = signature(shape.signature());
    }

    /** @throws IllegalArgumentException if readings of this type cannot travel, with the component that cannot */
    public static <R extends Record> SnapshotCodec<R> of(Class<R> type) {
        return new SnapshotCodec<>(type);
    }

    /** Its length beside its checksum, so that two shapes are hardly ever taken for one. */
    private static long signature(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() << Integer.SIZE | text.length();
    }

    void write(Snapshot<R> snapshot, BytesOut out) {
        out.big(signature).number(snapshot.failures());
        Reading<R> latest = snapshot.latest();
        Reading.Value<R> good = snapshot.lastGood();
        out.flag(good != null);
        if (good != null) {
            out.instant(good.takenAt());
            shape.write(good.value(), out);
        }
        if (latest instanceof Reading.Failure<R> failure) {
            out.instant(failure.takenAt()).text(failure.message());
            Duration retryAfter = failure.retryAfter();
            out.flag(retryAfter != null);
            if (retryAfter != null) {
                out.duration(retryAfter);
            }
        }
    }

    /**
     * What another replica knows.
     *
     * @param now nothing was taken later than this, whatever the other's clock says
     */
    Snapshot<R> read(Bytes in, Instant now) {
        if (in.big() != signature) {
            throw new MalformedException("readings of another shape");
        }
        int failures = in.number();
        Reading.Value<R> good = in.flag() ? value(in, now) : null;
        if (failures == 0) {
            if (good == null) {
                throw new MalformedException("neither a value nor a failure");
            }
            return new Snapshot<>(good, good, 0, Span.NONE);
        }
        if (failures < 0) {
            throw new MalformedException(failures + " failures");
        }
        return new Snapshot<>(failure(in, now), good, failures, Span.NONE);
    }

    private Reading.Value<R> value(Bytes in, Instant now) {
        Instant at = notAfter(now, in.instant());
        return new Reading.Value<>(type.cast(shape.read(in)), at);
    }

    private Reading.Failure<R> failure(Bytes in, Instant now) {
        Instant at = notAfter(now, in.instant());
        String message = in.text();
        @Nullable Duration retryAfter = in.flag() ? in.duration() : null;
        return new Reading.Failure<>(message, at, retryAfter);
    }

    private static Instant notAfter(Instant now, Instant at) {
        return at.isAfter(now) ? now : at;
    }
}
