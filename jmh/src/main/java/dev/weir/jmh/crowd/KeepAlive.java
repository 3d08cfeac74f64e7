package dev.weir.jmh.crowd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One TLS connection of HTTP/1.1 that stays open, over blocking streams: a request, then its answer. Of an answer only status,
 * length and beginning are looked at; one without a length cannot be read. One thread may write while another reads.
 */
final class KeepAlive implements AutoCloseable {

    private static final byte[] STATUS_200 = bytes("HTTP/1.1 200 ");
    private static final byte[] LENGTH = bytes("content-length:");
    private static final byte[] END = bytes("\r\n\r\n");
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int BUFFER_BYTES = 1 << 14;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    private KeepAlive(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Connects to a port of loopback. */
    static KeepAlive open(int port, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) SILENCE.toMillis());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new KeepAlive(socket);
    }

    void ask(byte[] request) throws IOException {
        out.write(request);
    }

    /** Waits for the answer, and says whether its status is 200 and its body holds a value. */
    boolean answer() throws IOException {
        filled = 0;
        int body = headers();
        int length = length(body);
        if (body + length > buffer.length) {
            throw new IOException("the server sent an answer of " + length + " bytes");
        }
        while (filled < body + length) {
            more();
        }
        if (filled > body + length) {
            throw new IOException("the server sent more than it was asked for");
        }
        return starts(0, STATUS_200) && starts(body, FrameReader.VALUE);
    }

    /** Answers with where the body begins. */
    private int headers() throws IOException {
        int at = 0;
        while (true) {
            for (; at + END.length <= filled; at++) {
                if (starts(at, END)) {
                    return at + END.length;
                }
            }
            more();
        }
    }

    private int length(int end) throws IOException {
        for (int at = 1; at < end; at++) {
            if (buffer[at - 1] == '\n' && at + LENGTH.length < end && named(at)) {
                int length = 0;
                for (int digit = at + LENGTH.length; buffer[digit] != '\r'; digit++) {
                    if (buffer[digit] != ' ') {
                        length = length * 10 + buffer[digit] - '0';
                    }
                }
                return length;
            }
        }
        throw new IOException("the server does not say how long its answer is");
    }

    /** Whether this line says how long the body is; names of headers are in any case. */
    private boolean named(int at) {
        for (int offset = 0; offset < LENGTH.length; offset++) {
            if (Character.toLowerCase(buffer[at + offset]) != LENGTH[offset]) {
                return false;
            }
        }
        return true;
    }

    private void more() throws IOException {
        if (filled == buffer.length) {
            throw new IOException("the server sent more than " + filled + " bytes of headers");
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
    }

    private boolean starts(int at, byte[] with) {
        return at + with.length <= filled && Arrays.equals(buffer, at, at + with.length, with, 0, with.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
