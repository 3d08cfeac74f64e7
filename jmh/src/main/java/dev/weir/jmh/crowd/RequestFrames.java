package dev.weir.jmh.crowd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests as bytes of HTTP/2, made once: one HEADERS frame each, whose stream number is filled in when it is sent. The
 * first request of a connection also puts the headers that are always the same into the server's table (RFC 7541, 2.3.2);
 * later ones refer to them, as the API server's client does.
 */
public final class RequestFrames {

    private static final int END_STREAM_END_HEADERS = 0x5;

    // Indices of the static table (RFC 7541, appendix A); ours follow, the newest first.
    private static final int GET = 2;
    private static final int HTTPS = 7;
    private static final int AUTHORITY = 1;
    private static final int PATH = 4;
    private static final int ACCEPT = 19;
    private static final int USER_AGENT = 58;
    private static final int AUTHORIZATION = 23;
    private static final int NEWEST = 62;

    private final byte[][] first;
    private final byte[][] later;

    /** A header that is the same in all requests. */
    private record Header(int name, String value) {}

    /** Requests of nobody in particular. */
    public RequestFrames(String authority, List<String> uris) {
        this(authority, uris, Caller.NOBODY);
    }

    /** @param caller whose token goes with each, if it has one */
    public RequestFrames(String authority, List<String> uris, Caller caller) {
        List<Header> same = new ArrayList<>();
        same.add(new Header(AUTHORITY, authority));
        same.add(new Header(ACCEPT, "application/json, */*"));
        same.add(new Header(USER_AGENT, "weir-load (like kube-controller-manager)"));
        caller.token().ifPresent(token -> same.add(new Header(AUTHORIZATION, "Bearer " + token)));
        first = uris.stream().map(uri -> frame(opening(same, uri))).toArray(byte[][]::new);
        later = uris.stream().map(uri -> frame(following(same.size(), uri))).toArray(byte[][]::new);
    }

    int count() {
        return later.length;
    }

    /**
     * Appends a request.
     *
     * @param number of the URI
     * @param stream odd; 1 for the first request of a connection
     */
    void write(ByteArrayOutputStream out, int number, int stream) {
        byte[] frame = (stream == 1 ? first : later)[number];
        Frames.putInt(frame, 5, stream);
        out.write(frame, 0, frame.length);
    }

    private static byte[] opening(List<Header> same, String uri) {
        var block = new ByteArrayOutputStream();
        indexed(block, GET);
        indexed(block, HTTPS);
        remembered(block, same.get(0).name, same.get(0).value);
        path(block, uri);
        same.stream().skip(1).forEach(header -> remembered(block, header.name, header.value));
        return block.toByteArray();
    }

    private static byte[] following(int same, String uri) {
        var block = new ByteArrayOutputStream();
        indexed(block, GET);
        indexed(block, HTTPS);
        int oldest = NEWEST + same - 1;
        indexed(block, oldest);
        path(block, uri);
        for (int index = oldest - 1; index >= NEWEST; index--) {
            indexed(block, index);
        }
        return block.toByteArray();
    }

    private static void indexed(ByteArrayOutputStream block, int index) {
        integer(block, 0x80, 7, index);
    }

    private static void remembered(ByteArrayOutputStream block, int name, String value) {
        integer(block, 0x40, 6, name);
        text(block, value);
    }

    /** Not to be remembered: there are more of them than the table has room for. */
    private static void path(ByteArrayOutputStream block, String uri) {
        integer(block, 0x00, 4, PATH);
        text(block, uri);
    }

    private static void text(ByteArrayOutputStream block, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        integer(block, 0x00, 7, bytes.length);
        block.writeBytes(bytes);
    }

    /** An integer behind a pattern that leaves it {@code bits} of the first byte (RFC 7541, 5.1). */
    private static void integer(ByteArrayOutputStream block, int pattern, int bits, int value) {
        int full = (1 << bits) - 1;
        if (value < full) {
            block.write(pattern | value);
            return;
        }
        block.write(pattern | full);
        int rest = value - full;
        while (rest >= 0x80) {
            block.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        block.write(rest);
    }

    private static byte[] frame(byte[] block) {
        return Frames.frame(Frames.HEADERS, END_STREAM_END_HEADERS, 0, block);
    }
}
