package dev.weir.gateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames that come by an HTTP/2 connection (RFC 9113, 4.1) by their heads, to know whether one is begun and not
 * whole, or a block of headers. It looks at no payload. One event loop.
 */
final class Frames {

    private static final int HEAD_BYTES = 9;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private long head;
    private int headBytes;
    private int payloadBytes;
    private boolean block;
    private long begun;

    /** Takes what comes next, without reading it away; the first byte of all begins a frame. */
    void follow(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (payloadBytes > 0) {
                int skipped = Math.min(payloadBytes, end - at);
                payloadBytes -= skipped;
                at += skipped;
            } else {
                head(bytes.getByte(at++));
            }
        }
    }

    private void head(byte next) {
        if (headBytes == 0 && !block) {
            begun++;
        }
        head = head << 8 | next & 0xFF;
        if (++headBytes < HEAD_BYTES) {
            return;
        }
        headBytes = 0;
        // Nine bytes do not fit into the number: the first byte of the length is gone, and 0 unless the peer breaks our
        // limit.
        payloadBytes = (int) (head >>> 48);
        int type = (int) (head >>> 40) & 0xFF;
        int flags = (int) (head >>> 32) & 0xFF;
        if (type == HEADERS || type == CONTINUATION) {
            block = (flags & END_HEADERS) == 0;
        }
    }

    /** Whether something is begun and not whole. */
    boolean underWay() {
        return block || headBytes > 0 || payloadBytes > 0;
    }

    /** Changes when something else begins: a frame, or a block of headers. */
    long begun() {
        return begun;
    }
}
