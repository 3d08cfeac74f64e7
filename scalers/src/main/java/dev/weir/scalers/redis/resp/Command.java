package dev.weir.scalers.redis.resp;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command with its arguments.
 *
 * @param words the first one names the command; others may be secret
 */
public record Command(List<String> words) {

    public Command {
        words = List.copyOf(words);
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    void into(Buffer out) {
        out.appendString("*" + words.size() + "\r\n");
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.appendString("$" + bytes.length + "\r\n").appendBytes(bytes).appendString("\r\n");
        }
    }

    /** Shows no argument. */
    @Override
    public String toString() {
        return words.get(0);
    }
}
