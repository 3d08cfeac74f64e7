package dev.weir.gateway.http;

import io.netty.util.AsciiString;
import java.util.stream.IntStream;

/** The header of a body's length as bytes that exist already, as far as bodies of one metric reach. */
public final class ContentLength {

    private static final int MADE = 1_024;

    private static final AsciiString[] TEXTS =
            IntStream.range(0, MADE).mapToObj(ContentLength::text).toArray(AsciiString[]::new);

    private ContentLength() {}

    public static AsciiString of(int bytes) {
        return bytes < MADE ? TEXTS[bytes] : text(bytes);
    }

    private static AsciiString text(int bytes) {
        return new AsciiString(Integer.toString(bytes));
    }
}
