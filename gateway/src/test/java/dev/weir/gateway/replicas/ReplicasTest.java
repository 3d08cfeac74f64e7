package dev.weir.gateway.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weir.cache.cluster.Fleet;
import dev.weir.gateway.config.ReplicaSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicasTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Member> members = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    private final class Member implements Fleet.Listener {
        private final Replicas replicas;
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        Member(String bind, int port, ReplicaSettings.Discovery discovery, String secret) throws IOException {
            Path file = Files.writeString(folder.resolve("secret-" + bind + "-" + port), secret);
            replicas = new Replicas(
                    vertx,
                    new ReplicaSettings(bind, port, 0, discovery, file),
                    ClusterSecret.read(file),
                    InstantSource.system(),
                    System::nanoTime);
            replicas.listen(this);
            members.add(this);
        }

        @Override
        public void changed() {}

        @Override
        public void received(String member, Buffer message) {
            heard.add(member + " " + message);
        }
    }

    @BeforeEach
    void ports() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        for (ServerSocket socket : sockets) {
            ports.add(socket.getLocalPort());
            socket.close();
        }
    }

    @AfterEach
    void stop() {
        members.forEach(member -> await(member.replicas.close()));
        await(vertx.close());
    }

    private Member join(int number, String secret) throws IOException {
        List<String> fixed = ports.stream().map(one -> "127.0.0.1:" + one).toList();
        return join("127.0.0.1", ports.get(number), new ReplicaSettings.Discovery.Fixed(fixed), secret);
    }

    private Member join(String bind, int port, ReplicaSettings.Discovery discovery, String secret) throws IOException {
        Member member = new Member(bind, port, discovery, secret);
        await(member.replicas.join(Duration.ofSeconds(30)));
        return member;
    }

    @Test
    void membersAreFoundByTheAddressesOfOneName() throws IOException {
        try (TinyDns dns = new TinyDns("127.0.0.1", "127.0.0.2")) {
            ReplicaSettings.Discovery discovery =
                    new ReplicaSettings.Discovery.Dns("weir-replicas.keda.svc.cluster.local", dns.server());
            join("127.0.0.1", ports.get(0), discovery, SECRET);
            join("127.0.0.2", ports.get(0), discovery, SECRET);
            until(() -> members.stream()
                    .allMatch(member -> member.replicas.members().size() == 2));
        }
    }

    @Test
    void membersSeeEachOtherTalkAndLeave() throws IOException {
        Member one = join(0, SECRET);
        Member two = join(1, SECRET);
        Member three = join(2, SECRET + "\n");
        until(() ->
                members.stream().allMatch(member -> member.replicas.members().size() == 3));
        one.replicas.takePart();
        until(() ->
                members.stream().allMatch(member -> member.replicas.members().equals(List.of(one.replicas.self()))));
        two.replicas.takePart();
        three.replicas.takePart();
        until(() ->
                members.stream().allMatch(member -> member.replicas.members().size() == 3));

        one.replicas.toAll(Buffer.buffer("to all"));
        two.replicas.to(three.replicas.self(), Buffer.buffer("to three"));
        String all = one.replicas.self() + " to all";
        until(() -> two.heard.contains(all) && three.heard.contains(all));
        until(() -> three.heard.contains(two.replicas.self() + " to three"));
        assertTrue(one.heard.isEmpty(), () -> one.heard.toString());
        assertEquals(1, two.heard.size());

        await(two.replicas.stepBack());
        until(() -> one.replicas.members().size() == 2 && two.replicas.members().size() == 2);
        await(three.replicas.close());
        until(() -> one.replicas.members().equals(List.of(one.replicas.self())));
    }

    @Test
    void whoDoesNotKnowTheSecretDoesNotJoin() throws IOException {
        Member one = join(0, SECRET);
        Member two = join(1, SECRET);
        until(() -> one.replicas.members().size() == 2 && two.replicas.members().size() == 2);
        Member stranger = join(2, SECRET.toUpperCase(Locale.ROOT));
        one.replicas.toAll(Buffer.buffer("between us"));
        until(() -> two.heard.size() == 1);
        stranger.replicas.toAll(Buffer.buffer("let me in"));
        assertEquals(List.of(), stranger.replicas.members());
        assertEquals(2, one.replicas.members().size());
        assertTrue(stranger.heard.isEmpty(), () -> stranger.heard.toString());
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("nothing came within 120 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within 60 s", e);
        }
    }
}
