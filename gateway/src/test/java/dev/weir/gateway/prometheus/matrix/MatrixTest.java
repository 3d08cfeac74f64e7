package dev.weir.gateway.prometheus.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MatrixTest {

    private static final Grid GRID = Grid.of(1_000, 500, 3_400);
    private static final String HEAD = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";

    private static final String A =
            "{\"metric\":{\"__name__\":\"a\"},\"values\":[[1,\"1\"],[1.500,\"NaN\"],[3,\"+Inf\"]]}";
    private static final String B = "{\"metric\":{\"__name__\":\"a\",\"x\":\"\\\"ü\"},\"values\":[[2,\"1e-07\"]]}";

    @Test
    void isWrittenAsItWasRead() {
        String answer = HEAD + A + "," + B + "]}}";
        assertEquals(answer, read(answer).orElseThrow().written().toString());
    }

    @Test
    void seriesStandInTheOrderOfTheirLabels() {
        String turned = HEAD + B + "," + A + "]}}";
        assertEquals(
                HEAD + A + "," + B + "]}}", read(turned).orElseThrow().written().toString());
    }

    @Test
    void piecesPutTogetherAreTheWhole() {
        Random random = new Random(7);
        Matrix whole = read(HEAD + A + "," + B + "]}}").orElseThrow();
        for (int round = 0; round < 100; round++) {
            long cut = 500 + random.nextInt(3_500);
            Matrix pieces = whole.cut(0, cut).and(whole.cut(cut + 1, 10_000));
            assertEquals(whole.written().toString(), pieces.written().toString(), "cut at " + cut);
        }
        assertEquals(HEAD + "]}}", whole.cut(5_000, 6_000).written().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"status\":\"error\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]},\"warnings\":[\"w\"]}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[],\"stats\":{}}}",
                "{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}x",
            })
    void whatIsNoPlainMatrixIsNotTakenApart(String answer) {
        assertEquals(Optional.empty(), read(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1.250,\"1\"]",
                "[500,\"1\"]",
                "[1,\"1\"],[1,\"1\"]",
                "[2,\"1\"],[1,\"1\"]",
                "[1,1]",
                "[1,\"one\"]",
                "[1e999999999,\"1\"]",
                "[\"1\",\"1\"]",
                "[1,\"1\",2]",
                "[]",
            })
    void pointsThatAreNotOnTheGridOrNoPointsAreNotTakenApart(String points) {
        assertEquals(Optional.empty(), read(HEAD + "{\"metric\":{},\"values\":[" + points + "]}]}}"));
        assertTrue(read(HEAD + "{\"metric\":{},\"values\":[[1,\"1\"]]}]}}").isPresent());
    }

    @Test
    void theSameLabelsTwiceAreNotTakenApart() {
        assertEquals(Optional.empty(), read(HEAD + A + "," + A + "]}}"));
    }

    private static Optional<Matrix> read(String answer) {
        return Matrix.read(Buffer.buffer(answer), GRID);
    }
}
