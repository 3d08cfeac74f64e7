package dev.weir.cache.cluster;

import dev.weir.cache.source.SourceKey;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** Between replicas: what was read, and the question for what is known. */
final class Messages {

    static final int READ = 1;
    static final int WANTED = 2;

    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 2 + Long.BYTES;

    private Messages() {}

    /** What a message is about. */
    record Header(int kind, Instant sentAt) {}

    static BytesOut begin(int kind, Instant now) {
        return new BytesOut().octet(VERSION).octet(kind).big(now.toEpochMilli());
    }

    static boolean isEmpty(Buffer message) {
        return message.length() <= HEADER_BYTES;
    }

    static Header header(Bytes in) {
        int version = in.octet();
        if (version != VERSION) {
            throw new MalformedException("version " + version + " of the messages between replicas");
        }
        int kind = in.octet();
        if (kind != READ && kind != WANTED) {
            throw new MalformedException("a message of kind " + kind);
        }
        return new Header(kind, Instant.ofEpochMilli(in.big()));
    }

    static void key(SourceKey key, BytesOut out) {
        out.text(key.type()).text(key.digest());
    }

    static SourceKey key(Bytes in) {
        try {
            return new SourceKey(in.text(), in.text());
        } catch (IllegalArgumentException e) {
            throw new MalformedException("no key of a source");
        }
    }
}
