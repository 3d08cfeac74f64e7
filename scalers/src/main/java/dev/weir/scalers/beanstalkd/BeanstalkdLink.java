package dev.weir.scalers.beanstalkd;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.Faults;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its beginning to its end, on one event loop. Commands go out at once, answers come in the same order.
 * Whatever is not an answer to a command, or longer than {@value #LIMIT_BYTES} bytes, ends the connection, and with it all
 * that still wait: what came after it could be anybody's.
 */
final class BeanstalkdLink {

    /** Of one answer; beanstalkd's are below a tenth of it. */
    private static final int LIMIT_BYTES = 16 << 10;

    private static final String LINE_END = "\r\n";

    private final NetSocket socket;
    private final RecordParser parser = RecordParser.newDelimited(LINE_END);
    private final Deque<Promise<TubeStats>> waiting = new ArrayDeque<>();
    private boolean inBody;
    private @Nullable String over;

    BeanstalkdLink(NetSocket socket) {
        this.socket = socket;
        parser.maxRecordSize(LIMIT_BYTES);
        parser.handler(this::take);
        parser.exceptionHandler(fault -> end("answered with something that is no answer of beanstalkd"));
        socket.handler(parser);
        socket.exceptionHandler(fault -> end(Faults.sentence(fault)));
        socket.closeHandler(closed -> end("the connection was closed before the answer was complete"));
    }

    /** Whether nothing can be asked any more. */
    boolean isOver() {
        return over != null;
    }

    /** Fails with a {@link SourceException} that does not name the server. */
    Future<TubeStats> stats(String tube) {
        if (over != null) {
            return Future.failedFuture(new SourceException(over));
        }
        Promise<TubeStats> answer = Promise.promise();
        waiting.add(answer);
        socket.write("stats-tube " + tube + LINE_END).onFailure(fault -> end(Faults.sentence(fault)));
        return answer.future();
    }

    /** Ends it for this reason, which all who wait are told; a second reason is not. */
    void end(String why) {
        if (over != null) {
            return;
        }
        over = why;
        waiting.forEach(answer -> answer.tryFail(new SourceException(why)));
        waiting.clear();
        socket.close();
    }

    private void take(Buffer record) {
        if (over != null) {
            return;
        }
        if (inBody) {
            inBody = false;
            parser.delimitedMode(LINE_END);
            body(record.toString());
        } else {
            line(record.toString());
        }
    }

    private void line(String line) {
        if (waiting.isEmpty()) {
            end("answered without having been asked");
        } else if (line.matches("OK [0-9]{1,5}") && length(line) < LIMIT_BYTES) {
            inBody = true;
            parser.fixedSizeMode(length(line) + LINE_END.length());
        } else if (line.equals("NOT_FOUND")) {
            waiting.remove().complete(TubeStats.NONE);
        } else if (line.matches("[A-Z]{1,20}(_[A-Z]{1,20}){1,4}")) {
            waiting.remove().fail(new SourceException("answered " + line));
        } else {
            end("answered with something that is no answer of beanstalkd");
        }
    }

    private static int length(String line) {
        return Integer.parseInt(line.substring("OK ".length()));
    }

    private void body(String body) {
        if (!body.endsWith(LINE_END)) {
            end("answered with something that is no answer of beanstalkd");
            return;
        }
        Promise<TubeStats> answer = waiting.remove();
        TubeStats stats;
        try {
            stats = TubeStats.read(body);
        } catch (IllegalArgumentException e) {
            answer.fail(new SourceException(String.valueOf(e.getMessage())));
            return;
        }
        answer.complete(stats);
    }
}
