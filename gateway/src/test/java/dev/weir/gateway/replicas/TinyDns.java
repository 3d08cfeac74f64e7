package dev.weir.gateway.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A DNS server on loopback that answers every question with the same IPv4 addresses, as it would for a headless Service. */
final class TinyDns implements AutoCloseable {

    private static final int HEADER_BYTES = 12;
    private static final short RESPONSE = (short) 0x8180;
    private static final short NAME_OF_THE_QUESTION = (short) 0xc00c;

    private final DatagramSocket socket;
    private final List<byte[]> addresses;

    TinyDns(String... addresses) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.addresses = Arrays.stream(addresses).map(TinyDns::address).toList();
        Thread thread = new Thread(this::serve, "tiny-dns");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String server() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket asked = new DatagramPacket(new byte[512], 512);
                socket.receive(asked);
                byte[] answer = answer(Arrays.copyOf(asked.getData(), asked.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] asked) {
        int end = HEADER_BYTES;
        while (asked[end] != 0) {
            end += asked[end] + 1;
        }
        end += 5; // The empty label, type and class.
        ByteBuffer answer = ByteBuffer.allocate(end + addresses.size() * 16);
        answer.put(asked, 0, 2)
                .putShort(RESPONSE)
                .putShort((short) 1)
                .putShort((short) addresses.size())
                .putInt(0);
        answer.put(asked, HEADER_BYTES, end - HEADER_BYTES);
        for (byte[] address : addresses) {
            answer.putShort(NAME_OF_THE_QUESTION)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(1)
                    .putShort((short) 4);
            answer.put(address);
        }
        return answer.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
