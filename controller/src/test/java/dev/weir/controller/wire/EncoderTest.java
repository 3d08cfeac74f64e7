package dev.weir.controller.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.scalers.spi.Quantity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncoderTest {

    private static final Instant AT = Instant.parse("2026-08-20T10:15:30.987Z");

    static Stream<Arguments> answers() {
        var hello = new ExternalMetric("s0-rabbitmq-hello", new Quantity("40"), AT);
        var half = new ExternalMetric("s0-rabbitmq-hello", new Quantity("2500m"), AT);
        var zero = new ExternalMetric("s0-grüße", new Quantity("0"), AT);
        return Stream.of(
                arguments("one-item", List.of(hello)),
                arguments("two-items", List.of(half, zero)),
                arguments("no-item", List.of()));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("failure-500", 500, "metric:s0-a encountered error"),
                arguments("failure-404", 404, "a \"quoted\" line\nand one more"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersInTheBytesOfKubernetes(String file, List<ExternalMetric> items) {
        assertEquals(golden(file + ".pb"), ExternalMetricEncoder.protobuf(items));
        assertEquals(
                golden(file + ".json").toString().stripTrailing(),
                ExternalMetricEncoder.json(items).toString());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void refusesInTheBytesOfKubernetes(String file, int code, String message) {
        assertEquals(golden(file + ".pb"), StatusEncoder.protobuf(code, message));
        assertEquals(
                golden(file + ".json").toString().stripTrailing(),
                StatusEncoder.json(code, message).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 127, 128, 300, 20_000})
    void protobufReadsBackWhateverTheLength(int length) {
        String name = "é".repeat(length);
        Buffer body = ExternalMetricEncoder.protobuf(new ExternalMetric(name, new Quantity("-1500m"), AT));

        assertEquals("k8s\0", body.getString(0, 4));
        var unknown = ProtobufReader.read(body.getBuffer(4, body.length()));
        var list = ProtobufReader.read((Buffer) unknown.get(2).get(0));
        var item = ProtobufReader.read((Buffer) list.get(2).get(0));
        var timestamp = ProtobufReader.read((Buffer) item.get(3).get(0));
        var quantity = ProtobufReader.read((Buffer) item.get(5).get(0));
        assertEquals(name, ProtobufReader.text(item.get(1).get(0)));
        assertEquals(List.of(AT.getEpochSecond()), timestamp.get(1));
        assertEquals("-1500m", ProtobufReader.text(quantity.get(1).get(0)));
    }

    @Test
    void anyTextSurvivesJson() {
        var hostile = new StringBuilder("\uD83D\uDE00</script>");
        for (char c = 0; c < 0x2100; c++) {
            hostile.append(c);
        }
        Buffer status = StatusEncoder.json(400, hostile.toString());
        Buffer answer = ExternalMetricEncoder.json(new ExternalMetric(hostile.toString(), Quantity.of(1), AT));

        assertEquals(hostile.toString(), new JsonObject(status).getString("message"));
        assertEquals(
                hostile.toString(),
                new JsonObject(answer).getJsonArray("items").getJsonObject(0).getString("metricName"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void namesTheReasonThatBelongsToTheCode(int code) {
        JsonObject status = new JsonObject(StatusEncoder.json(code, "no"));

        var reasons = Map.of(400, "BadRequest", 401, "Unauthorized", 403, "Forbidden", 404, "NotFound");
        assertEquals(reasons.get(code), status.getString("reason"));
        assertEquals(code, status.getInteger("code"));
    }

    private static Buffer golden(String file) {
        try (InputStream in = EncoderTest.class.getResourceAsStream("/wire/" + file)) {
            assertNotNull(in, file);
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
