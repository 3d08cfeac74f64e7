package dev.weir.gateway.passthrough;

import dev.weir.gateway.access.Caller;
import dev.weir.gateway.passthrough.NoAnswerException.Why;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;

/** Who asks, in the headers by which API servers tell the servers behind them. */
final class RemoteHeaders {

    private static final String USER = "X-Remote-User";
    private static final String UID = "X-Remote-Uid";
    private static final String GROUP = "X-Remote-Group";
    private static final String EXTRA = "X-Remote-Extra-";
    private static final String TOKEN_MARKS = "!#$&'*+-.^_`|~";

    private RemoteHeaders() {}

    /** @throws NoAnswerException if a name cannot stand in a header */
    static void put(MultiMap headers, Caller caller) {
        headers.add(USER, value(caller.user()));
        if (!caller.uid().isEmpty()) {
            headers.add(UID, value(caller.uid()));
        }
        caller.groups().forEach(group -> headers.add(GROUP, value(group)));
        caller.extra().forEach((key, values) -> values.forEach(each -> headers.add(EXTRA + name(key), value(each))));
    }

    /** The bytes of UTF-8, one character each: so they are sent as they are. */
    private static String value(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < 0x20 || text.charAt(at) == 0x7F) {
                throw new NoAnswerException(
                        Why.UNUSABLE,
                        "the name of whoever asks, or of a group of theirs, has a control character and cannot be told"
                                + " to the adapter");
            }
        }
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What no header's name may hold is percent-encoded, as API servers do. */
    private static String name(String key) {
        StringBuilder name = new StringBuilder();
        for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (plain || TOKEN_MARKS.indexOf(c) >= 0) {
                name.append(c);
            } else {
                name.append(String.format("%%%02X", (int) c));
            }
        }
        return name.toString();
    }
}
