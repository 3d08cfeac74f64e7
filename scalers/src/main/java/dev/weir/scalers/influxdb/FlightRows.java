package dev.weir.scalers.influxdb;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.ProtoFields;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * The messages of one answer of Arrow Flight, each with a piece of an Arrow stream; {@value #LIMIT_BYTES} bytes of all of them.
 *
 * @see <a href="https://arrow.apache.org/docs/format/Flight.html">Arrow Flight RPC</a>
 */
final class FlightRows implements Consumer<Buffer> {

    private static final int LIMIT_BYTES = 4 << 20;
    private static final int HEADER = 2;
    private static final int BODY = 1000;

    private final ArrowStream stream = new ArrowStream();
    private long bytes;

    /** @throws SourceException if it is too much, or cannot be read */
    @Override
    public void accept(Buffer message) {
        bytes += message.length();
        if (bytes > LIMIT_BYTES) {
            throw new SourceException("the answer is larger than " + (LIMIT_BYTES >> 20) + " MiB, the limit");
        }
        try {
            ProtoFields fields = ProtoFields.read(message);
            stream.take(fields.bytes(HEADER).getBytes(), fields.bytes(BODY).getBytes());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new SourceException("answered with something that is no Arrow stream");
        }
    }

    /** The last row of what has been taken. */
    InfluxAnswer last() {
        return stream.last();
    }
}
