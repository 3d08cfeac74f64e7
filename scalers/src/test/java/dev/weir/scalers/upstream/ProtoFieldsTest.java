package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProtoFieldsTest {

    private static final Buffer MESSAGE = new ProtoWriter()
            .text(1, "first")
            .text(1, "grüße")
            .number(2, -3)
            .number(3, 1)
            .number(3, 300)
            .decimal(4, 2.5)
            .bytes(1000, new ProtoWriter().text(1, "inner").message())
            .message();

    @Test
    void readsWhatWasWritten() {
        ProtoFields fields = ProtoFields.read(MESSAGE);
        assertEquals(
                List.of("first", "grüße"),
                fields.all(1).stream().map(Buffer::toString).toList());
        assertEquals("grüße", fields.bytes(1).toString());
        assertEquals(-3, fields.number(2));
        assertEquals(300, fields.number(3), "the last one counts");
        assertEquals(2.5, fields.decimal(4));
        assertEquals("inner", ProtoFields.read(fields.bytes(1000)).bytes(1).toString());
    }

    @Test
    void whatIsNotThereIsNothing() {
        ProtoFields fields = ProtoFields.read(Buffer.buffer());
        assertEquals(List.of(), fields.all(1));
        assertEquals(0, fields.bytes(1).length());
        assertEquals(0, fields.number(1));
        assertEquals(0, fields.decimal(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a05", "0a", "09 0102", "0d 01", "0b", "80", "0aff ffff ff0f", "08ffffffffffffffffffff"})
    void refusesWhatIsNoMessage(String hex) {
        String digits = hex.replace(" ", "");
        Buffer message = Buffer.buffer();
        for (int i = 0; i < digits.length(); i += 2) {
            message.appendByte((byte) Integer.parseInt(digits.substring(i, i + 2), 16));
        }
        assertThrows(IllegalArgumentException.class, () -> ProtoFields.read(message));
    }

    /** Bytes that are a little wrong are refused or read, and never anything else. */
    @Test
    void noDamageDoesMore() {
        int refused = 0;
        for (int i = 0; i < MESSAGE.length() * Byte.SIZE; i++) {
            Buffer damaged = MESSAGE.copy();
            damaged.setByte(i / Byte.SIZE, (byte) (damaged.getByte(i / Byte.SIZE) ^ 1 << i % Byte.SIZE));
            try {
                ProtoFields.read(damaged);
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).isBlank());
                refused++;
            }
        }
        assertFalse(refused == 0, "nothing was refused");
    }
}
