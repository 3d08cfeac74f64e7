package dev.weir.gateway.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A loopback port that leads to another one, until it is cut: for a server that goes away and comes back. */
final class Wire implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Wire(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("weir-wire", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Ends all connections and refuses new ones. */
    void cut() {
        cut = true;
        open.forEach(Wire::end);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (cut) {
                    end(client);
                } else {
                    join(client, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException e) {
                // The wire is closed, or the server behind it is away: the client sees its connection end.
                open.removeIf(Socket::isClosed);
            }
        }
    }

    private void join(Socket client, Socket server) {
        open.add(client);
        open.add(server);
        daemon("weir-wire-out", () -> copy(client, server));
        daemon("weir-wire-in", () -> copy(server, client));
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side is gone; the other is to hear of it.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
