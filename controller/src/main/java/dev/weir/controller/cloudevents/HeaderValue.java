package dev.weir.controller.cloudevents;

import java.nio.charset.StandardCharsets;

/** The value of an attribute as a header: CloudEvents escapes spaces, quotes, percents and all that is not printable ASCII. */
final class HeaderValue {

    private HeaderValue() {}

    static String of(String value) {
        StringBuilder header = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c > ' ' && c <= '~' && c != '"' && c != '%') {
                header.append(c);
            } else {
                header.append(String.format("%%%02X", (int) c));
            }
        }
        return header.toString();
    }
}
