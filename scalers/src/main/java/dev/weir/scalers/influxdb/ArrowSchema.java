package dev.weir.scalers.influxdb;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of an Arrow stream, as far as a number in one of them is to be found.
 *
 * @param columns in their order
 * @see <a href="https://arrow.apache.org/docs/format/Columnar.html">Arrow columnar format</a>
 */
record ArrowSchema(List<Column> columns) {

    /** What of a column's values is of use. */
    enum Kind {
        LONG("long"),
        DOUBLE("double"),
        OTHER("other");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * One column.
     *
     * @param buffers how many of a batch's buffers are its
     * @param nodes how many of a batch's nodes are its
     */
    record Column(String name, Kind kind, int buffers, int nodes) {}

    ArrowSchema {
        columns = List.copyOf(columns);
    }

    static ArrowSchema read(Flat schema) {
        return new ArrowSchema(
                schema.tables(1).stream().map(field -> column(field, 0)).toList());
    }

    private static Column column(Flat field, int depth) {
        String name = field.text(0);
        Flat type = field.table(3).orElseThrow(() -> new IllegalArgumentException("a column without a type"));
        int code = field.oneByte(2);
        boolean indexed = field.table(4).isPresent();
        if (indexed) {
            return new Column(name, Kind.OTHER, 2, 1);
        }
        int buffers = buffers(code);
        int nodes = 1;
        if (depth > 20) {
            throw new IllegalArgumentException("columns nested too deeply");
        }
        List<Column> children = new ArrayList<>();
        field.tables(5).forEach(child -> children.add(column(child, depth + 1)));
        for (Column child : children) {
            buffers += child.buffers();
            nodes += child.nodes();
        }
        return new Column(name, kind(code, type), buffers, nodes);
    }

    /** Signed whole numbers of 64 bits and floating ones of double precision. */
    private static Kind kind(int code, Flat type) {
        boolean wide = code == 2 && type.fourBytes(0) == 64 && type.oneByte(1) != 0;
        boolean precise = code == 3 && type.twoBytes(0) == 2;
        return wide ? Kind.LONG : precise ? Kind.DOUBLE : Kind.OTHER;
    }

    /** By the number of the type in the format's union of types. */
    private static int buffers(int code) {
        return switch (code) {
            case 1 -> 0;
            case 2, 3, 6, 7, 8, 9, 10, 11, 12, 15, 17, 18, 21 -> 2;
            case 4, 5, 19, 20 -> 3;
            case 13, 16 -> 1;
            default -> throw new IllegalArgumentException("a column of type " + code);
        };
    }
}
