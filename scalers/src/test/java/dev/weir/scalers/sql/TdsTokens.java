package dev.weir.scalers.sql;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of a TDS answer. */
final class TdsTokens {

    private static final int COLUMNS = 0x81;
    private static final int ERROR = 0xaa;
    private static final int LOGIN_ACK = 0xad;
    private static final int ROW = 0xd1;
    private static final int DONE = 0xfd;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    TdsTokens loginAck() {
        TdsTokens body = new TdsTokens();
        body.number(1, 1).number(4, 0x04000074L).shortText("stand-in").number(4, 16);
        return number(1, LOGIN_ACK).number(2, body.out.size()).raw(body.bytes());
    }

    TdsTokens error(int number, String message) {
        TdsTokens body = new TdsTokens();
        body.number(4, number)
                .number(1, 1)
                .number(1, 14)
                .number(2, message.length())
                .raw(utf16(message));
        body.shortText("stand-in").shortText("").number(4, 1);
        return number(1, ERROR).number(2, body.out.size()).raw(body.bytes());
    }

    TdsTokens done(int status) {
        return number(1, DONE).number(2, status).number(2, 0xc1).number(8, 1);
    }

    /** The types of the columns are those of the first row; without rows there is one column of whole numbers. */
    TdsTokens rows(List<List<Object>> rows) {
        List<Object> types = rows.isEmpty() ? List.of(0L) : rows.get(0);
        number(1, COLUMNS).number(2, types.size());
        types.forEach(type -> number(4, 0).number(2, 1).type(type).shortText("n"));
        rows.forEach(row -> {
            number(1, ROW);
            row.forEach(this::value);
        });
        return this;
    }

    /** NULL is written as the text "NULL" in a row of longs. */
    private TdsTokens type(Object value) {
        if (value instanceof Double) {
            return number(1, 0x6d).number(1, 8);
        }
        if (value instanceof BigDecimal decimal) {
            return number(1, 0x6a).number(1, 17).number(1, 38).number(1, decimal.scale());
        }
        if (value instanceof Boolean) {
            return number(1, 0x68).number(1, 1);
        }
        if (value instanceof String text && !text.equals("NULL")) {
            return number(1, 0xe7).number(2, 200).raw(new byte[] {9, 4, (byte) 0xd0, 0, 0x34});
        }
        return number(1, 0x26).number(1, 8);
    }

    private void value(Object value) {
        if (value instanceof Double real) {
            number(1, 8).number(8, Double.doubleToLongBits(real));
        } else if (value instanceof BigDecimal decimal) {
            number(1, 9)
                    .number(1, decimal.signum() < 0 ? 0 : 1)
                    .number(8, decimal.unscaledValue().abs().longValue());
        } else if (value instanceof Boolean bit) {
            number(1, 1).number(1, bit ? 1 : 0);
        } else if (value instanceof String text) {
            text(text);
        } else {
            number(1, 8).number(8, (Long) value);
        }
    }

    private void text(String text) {
        if (text.equals("NULL")) {
            number(1, 0);
        } else {
            number(2, 2L * text.length()).raw(utf16(text));
        }
    }

    private TdsTokens shortText(String text) {
        return number(1, text.length()).raw(utf16(text));
    }

    private TdsTokens number(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        out.write(all, 0, bytes);
        return this;
    }

    private TdsTokens raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private static byte[] utf16(@Nullable String text) {
        return String.valueOf(text).getBytes(StandardCharsets.UTF_16LE);
    }
}
