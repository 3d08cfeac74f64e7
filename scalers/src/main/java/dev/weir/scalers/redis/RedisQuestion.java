package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.redis.resp.Answer;
import dev.weir.scalers.redis.resp.Command;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked about a key, as commands, and what their answers come to.
 *
 * @param group whose pending entries count; else empty
 */
record RedisQuestion(Ask ask, String key, String group) {

    /** What of a key is asked. */
    enum Ask {
        /** How many elements a list, set, sorted set or hash has. */
        SIZE,
        /** How many entries a stream has. */
        LENGTH,
        /** How many entries a group has taken and not acknowledged. */
        PENDING,
        /** How far each group of a stream is behind. */
        GROUPS
    }

    /** One round trip for both steps, and nothing between them. A key that is not there is an empty list. */
    private static final String SIZE_SCRIPT = "local kind = redis.call('TYPE', KEYS[1])['ok'] "
            + "local count = ({none = 'LLEN', list = 'LLEN', set = 'SCARD', zset = 'ZCARD', hash = 'HLEN'})[kind] "
            + "if not count then return redis.error_reply('WRONGTYPE it is a ' .. kind"
            + " .. '; accepted are list, set, zset and hash') end "
            + "return redis.call(count, KEYS[1])";

    private static final String NO_KEY = "ERR no such key";
    private static final int LAG_SINCE = 7;
    private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:(([0-9]{1,9})[^\\r\\n]*)");

    void into(SourceKeys.Question question) {
        question.with("ask", ask).with("key", key).with("group", group);
    }

    /** Whether the server's own version matters. */
    boolean needsVersion() {
        return ask == Ask.GROUPS;
    }

    /** That of the server. */
    static Command versionCommand() {
        return Command.of("INFO");
    }

    List<Command> commands() {
        return switch (ask) {
            case SIZE -> List.of(Command.of("EVAL", SIZE_SCRIPT, "1", key));
            case LENGTH -> List.of(Command.of("XLEN", key));
            case PENDING -> List.of(Command.of("XPENDING", key, group));
            case GROUPS -> List.of(Command.of("XINFO", "GROUPS", key), Command.of("XLEN", key));
        };
    }

    /**
     * Reads the answers to {@link #commands}.
     *
     * @param version the answer to {@link #versionCommand}, where it is needed
     * @param peer who answered, for messages
     * @throws SourceException if they are refusals or something else that does not count
     */
    RedisReading read(List<Answer> answers, Answer version, String peer) {
        String about = peer + ": key \"" + key + "\": ";
        return switch (ask) {
            case SIZE, LENGTH -> RedisReading.of(count(answers.get(0), about));
            case PENDING -> RedisReading.of(count(pending(answers.get(0)), about));
            case GROUPS -> {
                checkVersion(version, peer);
                yield groups(answers.get(0), answers.get(1), about);
            }
        };
    }

    /** The first of a summary's parts is the count; a refusal stays one. */
    private static Answer pending(Answer summary) {
        return summary.items().isEmpty() ? summary : summary.item(0);
    }

    private static long count(Answer answer, String about) {
        OptionalLong number = answer.number();
        if (number.isEmpty()) {
            throw new SourceException(about + answer.refusal().orElse("answered with something that is no number"));
        }
        return number.getAsLong();
    }

    private static void checkVersion(Answer info, String peer) {
        if (info.refusal().isPresent()) {
            throw new SourceException(
                    peer + ": its version cannot be read: " + info.refusal().get());
        }
        Matcher version = VERSION.matcher(info.text());
        if (!version.find()) {
            throw new SourceException(
                    peer + ": its version cannot be read: INFO has no redis_version that is a number");
        }
        if (Integer.parseInt(version.group(2)) < LAG_SINCE) {
            throw new SourceException(
                    peer + ": is Redis " + version.group(1) + "; lagCount needs Redis " + LAG_SINCE + " or newer");
        }
    }

    /** Where groups cannot be read the stream's length counts for all of them, as it does for a group that is not there. */
    private static RedisReading groups(Answer groups, Answer length, String about) {
        if (groups.refusal().filter(NO_KEY::equals).isPresent()) {
            return RedisReading.of(0);
        }
        List<GroupLag> all = groups.items().stream()
                .map(group -> new GroupLag(
                        group.named("name").text(), group.named("lag").number().orElse(GroupLag.UNKNOWN)))
                .toList();
        OptionalLong count = length.number();
        String trouble =
                count.isPresent() ? "" : about + length.refusal().orElse("answered with something that is no number");
        if (all.isEmpty() && !trouble.isEmpty()) {
            throw new SourceException(trouble);
        }
        return new RedisReading(count.orElse(0), trouble, all);
    }
}
