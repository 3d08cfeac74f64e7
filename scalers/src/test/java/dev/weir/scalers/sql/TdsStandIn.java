package dev.weir.scalers.sql;

import dev.weir.scalers.testing.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Speaks as much of TDS 7.4 as a query for one number needs, written from the published [MS-TDS]: pre-login, TLS inside
 * pre-login packets, LOGIN7 with user and password, SQL batches, COLMETADATA, ROW, ERROR and DONE. One thread for each
 * connection, for no real SQL Server can be had where the tests run. The user is {@code hello}.
 */
final class TdsStandIn implements AutoCloseable {

    /** A query that is never answered. */
    static final String STALL = "WAITFOR DELAY '01:00'";

    private static final int PRELOGIN = 0x12;
    private static final int LOGIN = 0x10;
    private static final int BATCH = 0x01;
    private static final int ENCRYPT_ON = 1;
    private static final int ENCRYPT_NOT_SUPPORTED = 2;

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final Map<String, List<List<Object>>> answers;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger logins = new AtomicInteger();
    private volatile String password = "hunter2";

    /**
     * Listens.
     *
     * @param answers rows of Long, Double, String, Boolean, by query
     */
    TdsStandIn(int port, @Nullable TestCertificates certificates, Map<String, List<List<Object>>> answers) {
        this.answers = answers;
        try {
            this.tls = certificates == null ? null : context(certificates);
            this.server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many have logged in. */
    int logins() {
        return logins.get();
    }

    void password(String other) {
        password = other;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Closeable one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "tds-stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            session(socket);
        } catch (IOException e) {
            // The client went away; the next one is served by another thread.
            open.remove(socket);
        }
    }

    private void session(Socket socket) throws IOException {
        TdsWire wire = new TdsWire(socket);
        TdsWire.Packet first = wire.read();
        if (first.type() != PRELOGIN) {
            return;
        }
        boolean encrypt = tls != null && encryption(first.body()) != ENCRYPT_NOT_SUPPORTED;
        wire.write(prelogin(encrypt ? ENCRYPT_ON : ENCRYPT_NOT_SUPPORTED));
        if (encrypt) {
            wire.secure(tls);
        } else if (encryption(first.body()) == ENCRYPT_ON) {
            return;
        }
        TdsWire.Packet login = wire.read();
        if (login.type() != LOGIN || !welcome(wire, login.body())) {
            return;
        }
        for (TdsWire.Packet next = wire.read(); next.type() == BATCH; next = wire.read()) {
            String query = text(next.body());
            if (!query.equals(STALL)) {
                wire.write(answer(query));
            }
        }
    }

    /** The option ENCRYPTION of a pre-login. */
    private static int encryption(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        for (int option = in.get() & 0xff; option != 0xff; option = in.get() & 0xff) {
            int offset = in.getShort() & 0xffff;
            in.getShort();
            if (option == 1) {
                return body[offset] & 0xff;
            }
        }
        return ENCRYPT_NOT_SUPPORTED;
    }

    private static byte[] prelogin(int encryption) {
        ByteBuffer out = ByteBuffer.allocate(18);
        out.put((byte) 0).putShort((short) 11).putShort((short) 6);
        out.put((byte) 1).putShort((short) 17).putShort((short) 1);
        out.put((byte) 0xff);
        out.put(new byte[] {16, 0, 0, 0, 0, 0});
        out.put((byte) encryption);
        return out.array();
    }

    private boolean welcome(TdsWire wire, byte[] login) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(login).order(ByteOrder.LITTLE_ENDIAN);
        String user = field(in, 40);
        byte[] hidden = bytes(in, 44);
        for (int i = 0; i < hidden.length; i++) {
            int plain = (hidden[i] & 0xff) ^ 0xa5;
            hidden[i] = (byte) ((plain << 4) | (plain >> 4));
        }
        TdsTokens out = new TdsTokens();
        if (user.equals("hello") && new String(hidden, StandardCharsets.UTF_16LE).equals(password)) {
            logins.incrementAndGet();
            wire.write(out.loginAck().done(0).bytes());
            return true;
        }
        wire.write(out.error(18456, "Login failed for user '" + user + "'.")
                .done(2)
                .bytes());
        return false;
    }

    private static String field(ByteBuffer in, int at) {
        return new String(bytes(in, at), StandardCharsets.UTF_16LE);
    }

    private static byte[] bytes(ByteBuffer in, int at) {
        byte[] value = new byte[2 * (in.getShort(at + 2) & 0xffff)];
        in.get(in.getShort(at) & 0xffff, value);
        return value;
    }

    private static String text(byte[] batch) throws IOException {
        int headers = ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).getInt();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(batch))) {
            in.skipBytes(headers);
            return new String(in.readAllBytes(), StandardCharsets.UTF_16LE);
        }
    }

    private byte[] answer(String query) {
        List<List<Object>> rows = answers.get(query);
        TdsTokens out = new TdsTokens();
        return rows == null
                ? out.error(208, "Invalid object name 'absent'.").done(2).bytes()
                : out.rows(rows).done(0x10).bytes();
    }

    private static SSLContext context(TestCertificates certificates) throws GeneralSecurityException, IOException {
        byte[] key = Base64.getMimeDecoder()
                .decode(TestCertificates.text(certificates.serverKey()).replaceAll("-----[A-Z ]+-----", ""));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                new char[0],
                dev.weir.scalers.auth.Pem.certificates(TestCertificates.text(certificates.serverCert()))
                        .toArray(java.security.cert.Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
