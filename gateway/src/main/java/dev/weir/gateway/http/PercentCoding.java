package dev.weir.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoded text of a URI. */
public final class PercentCoding {

    private PercentCoding() {}

    /**
     * The text, or empty if it is not well encoded: an incomplete escape, or bytes that are not UTF-8.
     *
     * @param plusIsSpace true in a query, false in a path
     */
    public static Optional<String> decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
            return Optional.of(text);
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] == '%') {
                int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
                int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                at += 2;
            } else {
                bytes.put(plusIsSpace && raw[at] == '+' ? (byte) ' ' : raw[at]);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
