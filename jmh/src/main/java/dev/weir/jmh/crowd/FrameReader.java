package dev.weir.jmh.crowd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts what a server sends into answers. Of the headers only the first is looked at, which is the status: 200 has a byte of
 * its own (RFC 7541, appendix A), and a server that spells it otherwise is counted as failing. One thread.
 */
final class FrameReader {

    /** What every answer with a value begins with; one without has {@code []} in the place of the last bracket and brace. */
    static final byte[] VALUE = ("{\"kind\":\"ExternalMetricValueList\","
                    + "\"apiVersion\":\"external.metrics.k8s.io/v1beta1\",\"metadata\":{},\"items\":[{\"metricName\":\"")
            .getBytes(StandardCharsets.US_ASCII);

    private static final byte STATUS_200 = (byte) 0x88;
    private static final int BUFFER_BYTES = 1 << 17;

    /** Streams that are open at one time are fewer than this, so their places in the ring never meet. */
    private static final int RING = 1 << 16;

    private static final byte NOTHING = 0;
    private static final byte GOOD_STATUS = 1;
    private static final byte GOOD_BODY = 2;
    private static final byte BAD = 3;

    private final InputStream in;
    private final Listener listener;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] states = new byte[RING];
    private int filled;

    /** Hears what came, on the reading thread. */
    interface Listener {
        /** An answer is complete; good if its status is 200 and its body holds a value. */
        void answered(int stream, boolean good);

        /** The server wants a frame sent back. */
        void reply(byte[] frame);

        /** A ping of ours came back. */
        void pong();

        /** Bytes of bodies have arrived. */
        void received(int bytes);
    }

    FrameReader(InputStream in, Listener listener) {
        this.in = in;
        this.listener = listener;
    }

    /** Waits for something to come and takes it in. */
    void read() throws IOException {
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
        int at = 0;
        while (filled - at >= Frames.HEADER_BYTES) {
            int end = at + Frames.HEADER_BYTES + Frames.length(buffer, at);
            if (end - at > buffer.length) {
                throw new IOException("the server sent a frame of " + (end - at) + " bytes, which was not agreed on");
            }
            if (end > filled) {
                break;
            }
            take(at, end);
            at = end;
        }
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
    }

    private void take(int at, int end) throws IOException {
        int flags = buffer[at + 4];
        int stream = Frames.getInt(buffer, at + 5);
        int start = at + Frames.HEADER_BYTES;
        switch (buffer[at + 3]) {
            case Frames.HEADERS -> headers(stream, flags, start);
            case Frames.DATA -> data(stream, flags, start, end);
            case Frames.RESET -> answered(stream, false);
            case Frames.SETTINGS -> acknowledge(Frames.SETTINGS, flags, new byte[0]);
            case Frames.PING -> acknowledge(Frames.PING, flags, Arrays.copyOfRange(buffer, start, end));
            case Frames.GO_AWAY ->
                throw new IOException("the server sent the client away, code " + Frames.getInt(buffer, start + 4));
            default -> {
                // Windows are of no concern to requests without a body.
            }
        }
    }

    private void headers(int stream, int flags, int start) {
        int at = start + ((flags & Frames.PADDED) != 0 ? 1 : 0) + ((flags & Frames.PRIORITY) != 0 ? 5 : 0);
        // The size of the table may be changed before the first header.
        while ((buffer[at] & 0xE0) == 0x20) {
            at++;
        }
        int place = place(stream);
        if (states[place] == NOTHING) {
            states[place] = buffer[at] == STATUS_200 ? GOOD_STATUS : BAD;
        }
        if ((flags & Frames.END_STREAM) != 0) {
            answered(stream, states[place] == GOOD_BODY);
        }
    }

    private void data(int stream, int flags, int start, int end) {
        int from = start + ((flags & Frames.PADDED) != 0 ? 1 : 0);
        int place = place(stream);
        if (states[place] == GOOD_STATUS && end > from) {
            int to = from + VALUE.length;
            boolean value = to <= end && Arrays.equals(buffer, from, to, VALUE, 0, VALUE.length);
            states[place] = value ? GOOD_BODY : BAD;
        }
        listener.received(end - start);
        if ((flags & Frames.END_STREAM) != 0) {
            answered(stream, states[place] == GOOD_BODY);
        }
    }

    private void answered(int stream, boolean good) {
        states[place(stream)] = NOTHING;
        listener.answered(stream, good);
    }

    private void acknowledge(int type, int flags, byte[] payload) {
        if ((flags & Frames.ACK) == 0) {
            listener.reply(Frames.frame(type, Frames.ACK, 0, payload));
        } else if (type == Frames.PING) {
            listener.pong();
        }
    }

    private static int place(int stream) {
        return stream >>> 1 & RING - 1;
    }
}
