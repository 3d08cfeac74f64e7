package dev.weir.scalers.influxdb;

import java.util.List;

/**
 * The columns of an Arrow stream, as far as a number in one of them is to be found.
 *
 * @param columns in their order
 * @see <a href="https://arrow.apache.org/docs/format/Columnar.html">Arrow columnar format</a>
 */
record ArrowSchema(List<Column> columns) {

    private static final int MOST = Flat.MOST_TABLES;

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

    /** @throws IllegalArgumentException if there are more than {@value #MOST} columns, those in others counted */
    static ArrowSchema read(Flat schema) {
        int[] left = {MOST};
        return new ArrowSchema(
                schema.tables(1).stream().map(field -> column(field, left)).toList());
    }

    private static Column column(Flat field, int[] left) {
        if (left[0]-- == 0) {
            throw new IllegalArgumentException("more than " + MOST + " columns");
        }
        String name = field.text(0);
        if (field.table(4).isPresent()) {
            // A dictionary: the column itself holds indexes.
            return new Column(name, Kind.OTHER, 2, 1);
        }
        int code = field.oneByte(2);
        int buffers = buffers(code);
        int nodes = 1;
        for (Flat child : field.tables(5)) {
            Column below = column(child, left);
            buffers += below.buffers();
            nodes += below.nodes();
        }
        return new Column(name, field.table(3).map(type -> kind(code, type)).orElse(Kind.OTHER), buffers, nodes);
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
