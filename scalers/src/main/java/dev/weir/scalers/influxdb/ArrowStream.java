package dev.weir.scalers.influxdb;

import dev.weir.scalers.influxdb.ArrowSchema.Column;
import dev.weir.scalers.influxdb.ArrowSchema.Kind;
import dev.weir.scalers.influxdb.InfluxAnswer.Cell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the last row of an Arrow stream, whose messages come one after the other. Not safe for several threads. */
final class ArrowStream {

    private static final int SCHEMA = 1;
    private static final int RECORD_BATCH = 3;

    private @Nullable ArrowSchema schema;
    private InfluxAnswer last = InfluxAnswer.NOTHING;

    /**
     * Takes a message.
     *
     * @param header the FlatBuffer that says what it is; empty where a message carries none
     * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} if it cannot be read
     */
    void take(byte[] header, byte[] body) {
        if (header.length == 0) {
            return;
        }
        Flat message = Flat.root(header);
        int kind = message.oneByte(1);
        Flat what = message.table(2).orElseThrow(() -> new IllegalArgumentException("an empty message"));
        if (kind == SCHEMA) {
            schema = ArrowSchema.read(what);
        } else if (kind == RECORD_BATCH) {
            batch(what, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** The last row of what has been taken. */
    InfluxAnswer last() {
        return last;
    }

    private void batch(Flat batch, ByteBuffer body) {
        if (schema == null) {
            throw new IllegalArgumentException("rows before their columns");
        }
        long rows = batch.eightBytes(0);
        if (rows == 0) {
            return;
        }
        if (batch.table(3).isPresent()) {
            throw new IllegalArgumentException("compressed rows");
        }
        List<long[]> nodes = batch.pairs(1);
        List<long[]> buffers = batch.pairs(2);
        List<Cell> cells = new ArrayList<>();
        int node = 0;
        int buffer = 0;
        for (Column column : schema.columns()) {
            boolean counts = column.kind() != Kind.OTHER;
            cells.add(
                    counts
                            ? cell(
                                    column,
                                    rows - 1,
                                    nodes.get(node)[1],
                                    buffers.get(buffer),
                                    buffers.get(buffer + 1),
                                    body)
                            : new Cell(column.name(), column.kind().text, 0));
            node += column.nodes();
            buffer += column.buffers();
        }
        last = new InfluxAnswer(true, cells);
    }

    private static Cell cell(Column column, long row, long nulls, long[] validity, long[] values, ByteBuffer body) {
        int index = Math.toIntExact(row);
        boolean there =
                nulls == 0 || validity[1] == 0 || isSet(body, Math.toIntExact(validity[0] + index / 8), index % 8);
        if (!there) {
            return new Cell(column.name(), "null", 0);
        }
        int place = Math.toIntExact(values[0] + 8L * index);
        double value = column.kind() == Kind.LONG ? body.getLong(place) : body.getDouble(place);
        return new Cell(column.name(), column.kind().text, value);
    }

    private static boolean isSet(ByteBuffer body, int place, int bit) {
        return (body.get(place) & (1 << bit)) != 0;
    }
}
