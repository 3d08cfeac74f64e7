package dev.weir.scalers.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.GrpcEnd;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a stream is opened again, without waiting for it. */
final class ExternalStreamTest {

    private final List<Long> pauses = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private Runnable due = () -> {};
    private Promise<GrpcEnd> end = Promise.promise();
    private Consumer<Buffer> server = message -> {};
    private int opened;

    private ExternalStream stream(boolean optional) {
        ExternalStream stream = new ExternalStream(this::later, "call", this::opened, message -> {}, optional);
        stream.open();
        return stream;
    }

    private Runnable later(Duration time, Runnable what) {
        pauses.add(time.toSeconds());
        due = what;
        return () -> due = () -> {};
    }

    private ExternalStream.Opened opened(Consumer<Buffer> messages) {
        opened++;
        end = Promise.promise();
        server = messages;
        return new ExternalStream.Opened(end.future(), cancelled::add);
    }

    private void breaks() {
        end.fail(new SourceException("broken"));
        due.run();
    }

    private void ends(int status) {
        end.complete(new GrpcEnd(status, ""));
        due.run();
    }

    @Test
    void pausesLongerWithEachError() {
        stream(false);
        for (int i = 0; i < 4; i++) {
            breaks();
            ends(14);
        }
        assertEquals(List.of(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), pauses);
        assertEquals(9, opened);
    }

    @Test
    void beginsAnewAfterAnEndThatTheServerMeant() {
        stream(false);
        breaks();
        breaks();
        ends(0);
        breaks();
        assertEquals(List.of(2L, 4L, 2L, 4L), pauses);
    }

    @Test
    void aMessageShortensThePauseOnlyWhereTheMethodNeedNotBe() {
        stream(false);
        breaks();
        server.accept(Buffer.buffer());
        breaks();
        assertEquals(List.of(2L, 4L), pauses);
        pauses.clear();

        stream(true);
        breaks();
        server.accept(Buffer.buffer());
        breaks();
        breaks();
        assertEquals(List.of(2L, 2L, 4L), pauses);
    }

    @Test
    void aMethodThatIsNotThereIsAskedForOnceIfItNeedNotBe() {
        stream(true);
        ends(12);
        assertEquals(List.of(), pauses);
        stream(false);
        ends(12);
        assertEquals(List.of(2L), pauses);
    }

    @Test
    void staysClosed() {
        ExternalStream stream = stream(false);
        stream.close();
        breaks();
        assertEquals(List.of("no longer used"), cancelled);
        assertEquals(List.of(), pauses);

        ExternalStream waiting = stream(false);
        breaks();
        end.fail("again");
        waiting.close();
        due.run();
        assertEquals(3, opened);
    }
}
