package dev.weir.controller.wire;

import io.vertx.core.buffer.Buffer;

/** JSON text from parts that are already JSON and strings that have to become it. */
final class JsonWriter {

    private final StringBuilder text = new StringBuilder(256);

    JsonWriter raw(String json) {
        text.append(json);
        return this;
    }

    JsonWriter string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> plain(c);
            }
        }
        text.append('"');
        return this;
    }

    Buffer buffer() {
        return Buffer.buffer(text.toString());
    }

    /** What would end a line of script or a log counts as a control character too. */
    private void plain(char c) {
        if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029) {
            text.append(String.format("\\u%04x", (int) c));
        } else {
            text.append(c);
        }
    }
}
