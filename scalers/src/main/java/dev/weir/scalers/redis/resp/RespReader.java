package dev.weir.scalers.redis.resp;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bytes in, answers out, however the bytes are cut. Reads each of them once: lists that are not complete yet are kept with
 * what they have. An answer has at most {@value #BYTES} bytes, {@value #ITEMS} parts and {@value #DEPTH} lists in each other.
 */
final class RespReader {

    static final int BYTES = 4 << 20;
    static final int ITEMS = 100_000;
    static final int DEPTH = 8;
    private static final int LONGEST_LINE = 64 << 10;

    /** First byte of what a server says in the clear that expects TLS. */
    private static final byte TLS_ALERT = 0x15;

    private final Consumer<Answer> sink;
    private final Deque<Open> open = new ArrayDeque<>();
    private Buffer unread = Buffer.buffer();
    private int at;
    private int scanned;
    private int awaited = -1;
    private int bytes;
    private int items;

    RespReader(Consumer<Answer> sink) {
        this.sink = sink;
    }

    private record Open(int size, List<Answer> items) {}

    /**
     * Reads on, and tells of each answer that is complete.
     *
     * @throws UnreadableAnswerException after which nothing more can be read
     */
    void read(Buffer chunk) {
        unread.appendBuffer(chunk);
        boolean more = true;
        while (more) {
            more = awaited >= 0 ? bulk() : line();
        }
        if (at > 0) {
            unread = unread.getBuffer(at, unread.length());
            scanned = Math.max(0, scanned - at);
            at = 0;
        }
    }

    private boolean bulk() {
        if (unread.length() - at < awaited + 2) {
            return false;
        }
        String text = unread.getString(at, at + awaited);
        at += awaited + 2;
        awaited = -1;
        complete(new Answer.Text(text));
        return true;
    }

    private boolean line() {
        if (at < unread.length()) {
            checkKind(unread.getByte(at));
        }
        int end = lineEnd();
        if (end < 0) {
            return false;
        }
        char kind = (char) unread.getByte(at);
        String line = unread.getString(at + 1, end);
        spend(end - at);
        if (++items > ITEMS) {
            throw tooMany();
        }
        at = end + 2;
        switch (kind) {
            case '+' -> complete(new Answer.Text(line));
            case '-' -> complete(new Answer.Refusal(line));
            case ':' -> complete(new Answer.Number(number(line, Long.MAX_VALUE)));
            case '$' -> expectBulk(length(line, BYTES));
            default -> expectItems(length(line, ITEMS));
        }
        return true;
    }

    private static void checkKind(byte kind) {
        if (kind == TLS_ALERT) {
            throw new UnreadableAnswerException("the server speaks TLS on this port");
        }
        if ("+-:$*".indexOf(kind) < 0) {
            throw new UnreadableAnswerException("answered with something that is no answer of Redis");
        }
    }

    /** Where the line's CR is, or -1. */
    private int lineEnd() {
        for (int i = Math.max(at, scanned); i + 1 < unread.length(); i++) {
            if (unread.getByte(i) == '\r' && unread.getByte(i + 1) == '\n') {
                scanned = i + 2;
                return i;
            }
            scanned = i;
        }
        if (unread.length() - at > LONGEST_LINE) {
            throw new UnreadableAnswerException(
                    "answered with a line of more than " + (LONGEST_LINE >> 10) + " KiB, the limit");
        }
        return -1;
    }

    private void expectBulk(int length) {
        if (length < 0) {
            complete(new Answer.Nothing());
        } else {
            spend(length);
            awaited = length;
        }
    }

    private void expectItems(int size) {
        if (size < 0) {
            complete(new Answer.Nothing());
        } else if (size == 0) {
            complete(new Answer.Items(List.of()));
        } else if (open.size() == DEPTH) {
            throw new UnreadableAnswerException("answered with more than " + DEPTH + " lists in each other, the limit");
        } else {
            open.push(new Open(size, new ArrayList<>()));
        }
    }

    private void complete(Answer part) {
        Answer done = part;
        while (!open.isEmpty()) {
            Open inner = open.element();
            inner.items().add(done);
            if (inner.items().size() < inner.size()) {
                return;
            }
            open.pop();
            done = new Answer.Items(inner.items());
        }
        bytes = 0;
        items = 0;
        sink.accept(done);
    }

    private void spend(int more) {
        bytes += more;
        if (bytes > BYTES) {
            throw tooLarge();
        }
    }

    private static UnreadableAnswerException tooMany() {
        return new UnreadableAnswerException("answered with more than " + ITEMS + " parts, the limit");
    }

    private static UnreadableAnswerException tooLarge() {
        return new UnreadableAnswerException("the answer is larger than " + (BYTES >> 20) + " MiB, the limit");
    }

    /** -1 for a value that is null. */
    private static int length(String line, int most) {
        return (int) Math.max(-1, number(line, most));
    }

    private static long number(String line, long most) {
        long value;
        try {
            value = Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new UnreadableAnswerException("answered with something that is no answer of Redis");
        }
        if (value > most) {
            throw most == BYTES ? tooLarge() : tooMany();
        }
        return value;
    }
}
