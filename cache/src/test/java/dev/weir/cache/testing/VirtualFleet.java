package dev.weir.cache.testing;

import dev.weir.cache.cluster.Fleet;
import dev.weir.cache.pace.Timeline;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replicas in virtual time and the network between them: messages take a while, are lost, or do not come through because the
 * network is cut. Members see each other come and go late, each at a moment of its own.
 */
public final class VirtualFleet {

    private final Timeline network;
    private final Random random;
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, Integer> sides = new HashMap<>();
    private final Set<String> taking = new TreeSet<>();
    private double loss;
    private Duration notice = Duration.ofSeconds(2);
    private long lost;

    public VirtualFleet(VirtualTime time, Random random) {
        this.network = time.timeline();
        this.random = random;
    }

    /** A replica that hears nothing of the others before it has {@link #enter entered}. */
    public Fleet member(String name) {
        return members.computeIfAbsent(name, Member::new);
    }

    /** Comes among the others and hears them; it has no part in the work before it {@link #join joins}. */
    public void enter(String name) {
        sides.put(name, 0);
        Objects.requireNonNull(members.get(name)).look();
        tellAll();
    }

    /** Takes its part. */
    public void join(String name) {
        taking.add(name);
        tellAll();
    }

    /** Is gone, and nothing of it is sent or heard from now on; the others notice a while later. */
    public void leave(String name) {
        sides.remove(name);
        tellAll();
    }

    /** Cuts the network: members of different sides neither hear nor, a while later, see each other. */
    public void cut(Map<String, Integer> side) {
        sides.replaceAll((name, before) -> side.getOrDefault(name, 0));
        tellAll();
    }

    public void heal() {
        sides.replaceAll((name, before) -> 0);
        tellAll();
    }

    /** The share of messages that are lost, in [0, 1). */
    public void lose(double share) {
        loss = share;
    }

    /** How long members take at most to see that others have come or gone. */
    public void noticeWithin(Duration most) {
        notice = most;
    }

    public long lost() {
        return lost;
    }

    private void tellAll() {
        for (Member member : members.values()) {
            network.after(upTo(notice), member::look);
        }
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextInt((int) most.toMillis() + 1));
    }

    private boolean reaches(String from, String to) {
        return sides.containsKey(from) && Objects.equals(sides.get(from), sides.get(to));
    }

    private void send(String from, Member to, Buffer message) {
        if (random.nextDouble() < loss) {
            lost++;
            return;
        }
        network.after(Duration.ofMillis(1 + random.nextInt(20)), () -> {
            if (reaches(from, to.name)) {
                to.hear(from, message);
            }
        });
    }

    private final class Member implements Fleet {
        private final String name;
        private List<String> seen = List.of();
        private @Nullable Listener listener;

        Member(String name) {
            this.name = name;
        }

        private void look() {
            List<String> there = members.keySet().stream()
                    .filter(other -> reaches(name, other))
                    .toList();
            List<String> working = there.stream().filter(taking::contains).toList();
            seen = working.isEmpty() ? there : working;
            if (listener != null) {
                listener.changed();
            }
        }

        private void hear(String from, Buffer message) {
            if (listener != null) {
                listener.received(from, message);
            }
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public List<String> members() {
            return seen;
        }

        @Override
        public void listen(Listener one) {
            listener = one;
        }

        @Override
        public void toAll(Buffer message) {
            members.values().stream().filter(other -> other != this).forEach(other -> send(name, other, message));
        }

        @Override
        public void to(String member, Buffer message) {
            send(name, Objects.requireNonNull(members.get(member)), message);
        }
    }
}
