package dev.weir.scalers.influxdb;

import java.util.List;
import java.util.Optional;

/**
 * The row of an answer that counts.
 *
 * @param found whether there is one
 * @param cells its columns with a number in them, and others by name and type only
 */
public record InfluxAnswer(boolean found, List<Cell> cells) {

    static final InfluxAnswer NOTHING = new InfluxAnswer(false, List.of());

    /**
     * One column.
     *
     * @param type {@code double} and {@code long} count
     * @param value 0 where there is no number
     */
    public record Cell(String column, String type, double value) {

        boolean counts() {
            return type.equals("double") || type.equals("long");
        }
    }

    public InfluxAnswer {
        cells = List.copyOf(cells);
    }

    Optional<Cell> cell(String column) {
        return cells.stream().filter(cell -> cell.column().equals(column)).findFirst();
    }
}
