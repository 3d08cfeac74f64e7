package dev.weir.gateway.external;

import io.vertx.core.http.HttpHeaders;
import java.util.stream.IntStream;

/** The header of a body's length as bytes that exist already, as far as bodies of one metric reach. */
final class ContentLength {

    private static final int MADE = 1_024;

    private static final CharSequence[] TEXTS =
            IntStream.range(0, MADE).mapToObj(ContentLength::text).toArray(CharSequence[]::new);

    private ContentLength() {}

    static CharSequence of(int bytes) {
        return bytes < MADE ? TEXTS[bytes] : text(bytes);
    }

    private static CharSequence text(int bytes) {
        return HttpHeaders.createOptimized(Integer.toString(bytes));
    }
}
