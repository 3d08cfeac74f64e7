package dev.weir.jmh.crowd;

/** The nine bytes before every frame of HTTP/2 (RFC 9113, 4.1), and the frames that are not requests. */
final class Frames {

    static final int HEADER_BYTES = 9;
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;

    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int PADDED = 0x8;
    static final int PRIORITY = 0x20;

    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int ENABLE_PUSH = 2;

    private Frames() {}

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        byte[] frame = new byte[HEADER_BYTES + payload.length];
        frame[0] = (byte) (payload.length >>> 16);
        frame[1] = (byte) (payload.length >>> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        putInt(frame, 5, stream);
        System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
        return frame;
    }

    /** Our settings: no push, and a window per stream that an answer never fills. */
    static byte[] settings(int streamWindowBytes) {
        byte[] payload = new byte[12];
        payload[1] = ENABLE_PUSH;
        payload[7] = INITIAL_WINDOW_SIZE;
        putInt(payload, 8, streamWindowBytes);
        return frame(SETTINGS, 0, 0, payload);
    }

    /** Lets the server send so many bytes more on the connection. */
    static byte[] windowUpdate(int bytes) {
        byte[] payload = new byte[4];
        putInt(payload, 0, bytes);
        return frame(WINDOW_UPDATE, 0, 0, payload);
    }

    static int length(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF;
    }

    static int getInt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }
}
