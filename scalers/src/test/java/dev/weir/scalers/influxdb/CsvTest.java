package dev.weir.scalers.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvTest {

    @Test
    void splitsRowsAndFields() {
        assertEquals(List.of(List.of("a", "", "b"), List.of(""), List.of("c")), rows("a,,b\r\n\r\nc"));
        assertEquals(List.of(List.of("a"), List.of("b", "")), rows("a\nb,\n"));
        assertEquals(List.of(), rows(""));
    }

    @Test
    void keepsWhatStandsInQuotes() {
        assertEquals(List.of(List.of("a, \"b\"\r\nc", "", "d")), rows("\"a, \"\"b\"\"\r\nc\",\"\",d\r\n"));
        assertEquals(List.of(List.of("\"")), rows("\"\"\"\""));
    }

    /** A quote that is never closed holds the rest. */
    @Test
    void endsWithTheText() {
        assertEquals(List.of(List.of("a,b\nc")), rows("\"a,b\nc"));
    }

    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (Csv csv = new Csv(text); csv.hasNext(); ) {
            rows.add(csv.next());
        }
        return rows;
    }
}
