package dev.weir.cache.cluster;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Writes numbers and texts one after the other. */
final class BytesOut {

    private final Buffer buffer = Buffer.buffer();

    Buffer buffer() {
        return buffer;
    }

    BytesOut octet(int value) {
        buffer.appendByte((byte) value);
        return this;
    }

    BytesOut flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    BytesOut number(int value) {
        buffer.appendInt(value);
        return this;
    }

    BytesOut big(long value) {
        buffer.appendLong(value);
        return this;
    }

    BytesOut real(double value) {
        return big(Double.doubleToRawLongBits(value));
    }

    BytesOut text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        buffer.appendInt(bytes.length).appendBytes(bytes);
        return this;
    }

    BytesOut instant(Instant value) {
        return big(value.getEpochSecond()).number(value.getNano());
    }

    BytesOut duration(Duration value) {
        return big(value.getSeconds()).number(value.getNano());
    }

    BytesOut part(Buffer value) {
        buffer.appendInt(value.length()).appendBuffer(value);
        return this;
    }
}
