package dev.weir.jmh.crowd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One TLS connection that speaks HTTP/2 over blocking streams. One thread writes; one reads, which may be the same; what the
 * reader owes the server travels with the writer's next bytes.
 */
final class Line implements AutoCloseable {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int STREAM_WINDOW_BYTES = 1 << 20;
    private static final int WINDOW_STEP_BYTES = 1 << 29;

    private final SSLSocket socket;
    private final OutputStream out;
    private final RequestFrames requests;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream(1 << 16);
    private final Queue<byte[]> owed = new ConcurrentLinkedQueue<>();
    private int stream = -1;
    private int next;

    private Line(SSLSocket socket, RequestFrames requests) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.requests = requests;
        batch.writeBytes(PREFACE);
        batch.writeBytes(Frames.settings(STREAM_WINDOW_BYTES));
        batch.writeBytes(Frames.windowUpdate(2 * WINDOW_STEP_BYTES));
    }

    /** Connects to a port of loopback. */
    static Line open(int port, RequestFrames requests, Caller caller) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket)
                TrustAll.context(caller).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) SILENCE.toMillis());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            socket.close();
            throw new IOException("the server on port " + port + " does not speak HTTP/2");
        }
        return new Line(socket, requests);
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** Puts the next request in line, round the objects, and says which stream it has. */
    int ask() {
        int asked = ask(next);
        next = next + 1 == requests.count() ? 0 : next + 1;
        return asked;
    }

    /** Puts the request for one object in line. */
    int ask(int number) {
        stream += 2;
        requests.write(batch, number, stream);
        return stream;
    }

    /** Puts a ping in line, whose answer wakes a reader that nothing else would come for. */
    void ping() {
        batch.writeBytes(Frames.frame(Frames.PING, 0, 0, new byte[8]));
    }

    /** Sends what is in line. */
    void flush() throws IOException {
        for (byte[] frame = owed.poll(); frame != null; frame = owed.poll()) {
            batch.writeBytes(frame);
        }
        if (batch.size() > 0) {
            batch.writeTo(out);
            batch.reset();
        }
    }

    /** To be sent with the writer's next bytes; from any thread. */
    void owe(byte[] frame) {
        owed.add(frame);
    }

    /** Widens the connection's window again after so many bytes have come; the reader keeps count. */
    long widen(long receivedBytes) {
        if (receivedBytes < WINDOW_STEP_BYTES) {
            return receivedBytes;
        }
        owe(Frames.windowUpdate(WINDOW_STEP_BYTES));
        return receivedBytes - WINDOW_STEP_BYTES;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
