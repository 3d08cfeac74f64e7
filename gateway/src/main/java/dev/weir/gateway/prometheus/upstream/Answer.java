package dev.weir.gateway.prometheus.upstream;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A whole answer, of the upstream or in its place.
 *
 * @param code the HTTP status
 * @param body JSON
 * @param askedAt when the upstream was asked: nothing in it is older
 * @param endedAt when it was there
 * @param own whether Weir says it, not the upstream
 */
public record Answer(int code, Buffer body, Instant askedAt, Instant endedAt, boolean own) {

    private static final int OVERHEAD_BYTES = 300;

    /** Said in the upstream's place. */
    public static Answer of(Refusal refusal, Instant askedAt, Instant now) {
        return new Answer(refusal.code(), refusal.body(), askedAt, now, true);
    }

    public boolean good() {
        return code >= 200 && code < 300;
    }

    /** Whether it is the upstream that fails, not the question. */
    public boolean broken() {
        return code >= 500;
    }

    /** About what it takes to keep it. */
    public long bytes() {
        return OVERHEAD_BYTES + body.length();
    }

    public Answer with(Buffer other) {
        return new Answer(code, other, askedAt, endedAt, own);
    }
}
