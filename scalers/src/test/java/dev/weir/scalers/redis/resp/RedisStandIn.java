package dev.weir.scalers.redis.resp;

import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Speaks the protocol of Redis on a free loopback port, and answers as a test says. It can hold back all answers until a
 * number of commands has come: who waits for one answer before the next command then never gets any.
 */
public final class RedisStandIn {

    private final NetServer server;
    private final Function<List<String>, String> answer;
    private final Queue<List<String>> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int together = 1;

    /** @param answer to each command, as it goes over the wire; empty for none at all */
    public RedisStandIn(Vertx vertx, Function<List<String>, String> answer) {
        this.answer = answer;
        this.server = ScalerBench.await(
                vertx.createNetServer().connectHandler(this::serve).listen(0, "127.0.0.1"));
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on nothing is answered before this many commands have come on a connection. */
    public void holdUntil(int commandsTogether) {
        together = commandsTogether;
    }

    /** What was asked so far. */
    public List<List<String>> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return connections.get();
    }

    public void forget() {
        commands.clear();
    }

    private void serve(NetSocket socket) {
        connections.incrementAndGet();
        List<List<String>> held = new ArrayList<>();
        RespReader reader = new RespReader(command -> {
            held.add(command.items().stream().map(Answer::text).toList());
            if (held.size() >= together) {
                Buffer out = Buffer.buffer();
                held.forEach(one -> out.appendString(answer.apply(one)));
                commands.addAll(held);
                held.clear();
                socket.write(out);
            }
        });
        socket.handler(reader::read);
    }
}
