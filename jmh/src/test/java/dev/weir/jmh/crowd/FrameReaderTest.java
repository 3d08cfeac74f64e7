package dev.weir.jmh.crowd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {

    private static final int END_HEADERS = 0x4;
    private static final byte[] STATUS_200 = {(byte) 0x88};
    private static final byte[] STATUS_500 = {(byte) 0x8E};
    private static final byte[] VALUE = bytes(
            "{\"kind\":\"ExternalMetricValueList\","
                    + "\"apiVersion\":\"external.metrics.k8s.io/v1beta1\",\"metadata\":{},\"items\":[{\"metricName\":\"s0-x\"}]}");
    private static final byte[] EMPTY = bytes("{\"kind\":\"ExternalMetricValueList\","
            + "\"apiVersion\":\"external.metrics.k8s.io/v1beta1\",\"metadata\":{},\"items\":[]}");

    private final List<String> heard = new ArrayList<>();
    private final List<byte[]> replies = new ArrayList<>();

    @Test
    void aStatus200WithAValueIsGood() throws IOException {
        read(answer(1, STATUS_200, VALUE));
        assertEquals(List.of("received " + VALUE.length, "1 good"), heard);
    }

    @Test
    void anythingElseIsBad() throws IOException {
        read(
                answer(1, STATUS_500, VALUE),
                answer(3, STATUS_200, EMPTY),
                Frames.frame(Frames.HEADERS, END_HEADERS | Frames.END_STREAM, 5, STATUS_200),
                Frames.frame(Frames.RESET, 0, 7, new byte[4]));
        assertEquals(
                List.of("1 bad", "3 bad", "5 bad", "7 bad"),
                heard.stream()
                        .filter(line -> line.endsWith("d") || line.endsWith("bad"))
                        .toList());
    }

    @Test
    void aTableSizeMayComeBeforeTheStatus() throws IOException {
        read(answer(1, new byte[] {0x20, (byte) 0x88}, VALUE));
        assertTrue(heard.contains("1 good"));
    }

    @Test
    void framesMayArriveInPiecesOfAnySize() throws IOException {
        byte[] all = joined(answer(1, STATUS_200, VALUE), answer(3, STATUS_500, VALUE), answer(5, STATUS_200, VALUE));
        for (int size : new int[] {1, 2, 7, 100}) {
            heard.clear();
            read(new Dribble(all, size));
            assertEquals(
                    List.of("1 good", "3 bad", "5 good"),
                    heard.stream().filter(line -> !line.startsWith("received")).toList());
        }
    }

    @Test
    void aBodyMayComeInSeveralFrames() throws IOException {
        read(
                Frames.frame(Frames.HEADERS, END_HEADERS, 1, STATUS_200),
                Frames.frame(Frames.DATA, 0, 1, VALUE),
                Frames.frame(Frames.DATA, Frames.END_STREAM, 1, new byte[0]));
        assertEquals(List.of("received " + VALUE.length, "received 0", "1 good"), heard);
    }

    @Test
    void repliesToSettingsAndPings() throws IOException {
        byte[] payload = bytes("12345678");
        read(
                Frames.frame(Frames.SETTINGS, 0, 0, new byte[6]),
                Frames.frame(Frames.SETTINGS, Frames.ACK, 0, new byte[0]),
                Frames.frame(Frames.PING, 0, 0, payload),
                Frames.frame(Frames.PING, Frames.ACK, 0, payload));
        assertEquals(2, replies.size());
        assertArrayEquals(Frames.frame(Frames.SETTINGS, Frames.ACK, 0, new byte[0]), replies.get(0));
        assertArrayEquals(Frames.frame(Frames.PING, Frames.ACK, 0, payload), replies.get(1));
        assertEquals(List.of("pong"), heard);
    }

    @Test
    void aServerThatGoesAwayIsAnError() {
        byte[] enhanceYourCalm = {0, 0, 0, 1, 0, 0, 0, 11};
        IOException sentAway =
                assertThrows(IOException.class, () -> read(Frames.frame(Frames.GO_AWAY, 0, 0, enhanceYourCalm)));
        assertEquals("the server sent the client away, code 11", sentAway.getMessage());
        assertThrows(
                EOFException.class,
                () -> reader(new ByteArrayInputStream(new byte[0])).read());
    }

    private void read(byte[]... frames) throws IOException {
        read(new ByteArrayInputStream(joined(frames)));
    }

    private void read(InputStream in) throws IOException {
        FrameReader reader = reader(in);
        while (in.available() > 0) {
            reader.read();
        }
    }

    private FrameReader reader(InputStream in) {
        return new FrameReader(in, new FrameReader.Listener() {
            @Override
            public void answered(int stream, boolean good) {
                heard.add(stream + (good ? " good" : " bad"));
            }

            @Override
            public void reply(byte[] frame) {
                replies.add(frame);
            }

            @Override
            public void pong() {
                heard.add("pong");
            }

            @Override
            public void received(int bytes) {
                heard.add("received " + bytes);
            }
        });
    }

    private static byte[] answer(int stream, byte[] block, byte[] body) {
        return joined(
                Frames.frame(Frames.HEADERS, END_HEADERS, stream, block),
                Frames.frame(Frames.DATA, Frames.END_STREAM, stream, body));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Gives a few bytes at a time. */
    private static final class Dribble extends ByteArrayInputStream {

        private final int size;

        Dribble(byte[] bytes, int size) {
            super(bytes);
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(size, length));
        }
    }
}
