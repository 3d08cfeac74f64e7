package dev.weir.scalers.sql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.jspecify.annotations.Nullable;

/** Packets of TDS on a socket, from the server's side. The TLS handshake travels inside packets, what follows around them. */
final class TdsWire {

    private static final int HEADER = 8;
    private static final int ANSWER = 4;
    private static final int PRELOGIN = 0x12;

    private final DataInputStream in;
    private final OutputStream out;
    private @Nullable SSLEngine tls;
    private ByteBuffer plain = ByteBuffer.allocate(0);
    private ByteBuffer sealed = ByteBuffer.allocate(0);

    TdsWire(Socket socket) throws IOException {
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A message, put together from as many packets as it came in. */
    record Packet(int type, byte[] body) {}

    Packet read() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            byte[] header = bytes(HEADER);
            int length = ((header[2] & 0xff) << 8) | (header[3] & 0xff);
            body.writeBytes(bytes(length - HEADER));
            if ((header[1] & 1) != 0) {
                return new Packet(header[0], body.toByteArray());
            }
        }
    }

    void write(byte[] body) throws IOException {
        send(packet(ANSWER, body, body.length));
    }

    /** Shakes hands as the server. */
    void secure(SSLContext context) throws IOException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        // A context of TLS 1.2 offers 1.3 as a server all the same, which TDS 7.4 knows nothing of.
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        engine.beginHandshake();
        ByteBuffer received = ByteBuffer.allocate(0);
        ByteBuffer nothing = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            switch (status) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    ByteBuffer wrapped = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                    status = engine.wrap(ByteBuffer.allocate(0), wrapped).getHandshakeStatus();
                    out.write(packet(PRELOGIN, wrapped.array(), wrapped.position()));
                    out.flush();
                    continue;
                }
                default -> {
                    if (!received.hasRemaining()) {
                        received = ByteBuffer.wrap(read().body());
                    }
                    SSLEngineResult result = engine.unwrap(received, nothing);
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        received = joined(received, read().body());
                    }
                }
            }
            status = engine.getHandshakeStatus();
        }
        tls = engine;
    }

    private static ByteBuffer joined(ByteBuffer rest, byte[] more) {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + more.length);
        return all.put(rest).put(more).flip();
    }

    private static byte[] packet(int type, byte[] body, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put((byte) type)
                .put((byte) 1)
                .putShort((short) (HEADER + length))
                .putShort((short) 0)
                .put((byte) 1)
                .put((byte) 0)
                .put(body, 0, length)
                .array();
    }

    private void send(byte[] packet) throws IOException {
        SSLEngine engine = tls;
        if (engine == null) {
            out.write(packet);
        } else {
            ByteBuffer wrapped =
                    ByteBuffer.allocate(packet.length + engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.wrap(packet), wrapped);
            out.write(wrapped.array(), 0, wrapped.position());
        }
        out.flush();
    }

    private byte[] bytes(int count) throws IOException {
        byte[] wanted = new byte[count];
        SSLEngine engine = tls;
        if (engine == null) {
            in.readFully(wanted);
            return wanted;
        }
        int have = 0;
        while (have < count) {
            if (!plain.hasRemaining()) {
                unseal(engine);
            }
            int some = Math.min(count - have, plain.remaining());
            plain.get(wanted, have, some);
            have += some;
        }
        return wanted;
    }

    private void unseal(SSLEngine engine) throws IOException {
        ByteBuffer open = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(sealed, open);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new EOFException();
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            byte[] more = new byte[16_384];
            int count = in.read(more);
            if (count < 0) {
                throw new EOFException();
            }
            sealed = joined(sealed, java.util.Arrays.copyOf(more, count));
        }
        plain = open.flip();
    }
}
