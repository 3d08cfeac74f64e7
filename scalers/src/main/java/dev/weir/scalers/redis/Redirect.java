package dev.weir.scalers.redis;

import dev.weir.scalers.redis.resp.Answer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's word that a key is elsewhere.
 *
 * @param host null for where it was asked
 * @param once whether that is so for this one question, which then has to be announced; else it is so from now on
 */
record Redirect(@Nullable String host, int port, boolean once) {

    /** The one among these answers, if there is one. */
    static Optional<Redirect> in(List<Answer> answers) {
        return answers.stream()
                .flatMap(answer -> answer.refusal().stream())
                .flatMap(words -> parse(words).stream())
                .findFirst();
    }

    /** Reads {@code MOVED 3999 10.0.0.1:6381} and {@code ASK …}. */
    private static Optional<Redirect> parse(String words) {
        String[] parts = words.split(" ", -1);
        boolean once = parts[0].equals("ASK");
        if (parts.length != 3 || (!once && !parts[0].equals("MOVED"))) {
            return Optional.empty();
        }
        try {
            int colon = parts[2].lastIndexOf(':');
            String host = colon <= 0 ? null : parts[2].substring(0, colon);
            int port = new RedisNode("any", Integer.parseInt(parts[2].substring(colon + 1))).port();
            return Optional.of(new Redirect(host, port, once));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    RedisNode from(RedisNode asked) {
        return new RedisNode(host == null ? asked.host() : host, port);
    }
}
