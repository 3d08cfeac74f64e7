package dev.weir.gateway.passthrough;

import io.vertx.core.buffer.Buffer;

/**
 * What the adapter answered.
 *
 * @param code of HTTP
 * @param contentType as it says; empty if it says none
 * @param body at most as long as the settings allow
 * @param ageSeconds how long ago it was asked, if this was kept; negative if it was asked just now
 */
public record Answer(int code, String contentType, Buffer body, long ageSeconds) {

    Answer aged(long seconds) {
        return new Answer(code, contentType, body, seconds);
    }
}
