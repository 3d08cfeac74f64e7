package dev.weir.gateway.replicas;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is there, from what arrives. Each member says every second that it is there, and whether it takes part; one that has not
 * been heard for {@link #SILENCE} is not there, whatever the membership says: a process that was stopped holds its
 * connections open, and would hold its sources as well.
 *
 * <p>Belongs to one thread.
 */
final class Presence {

    /** Between two signs of life. */
    static final Duration RHYTHM = Duration.ofSeconds(1);

    /** How long a member may be silent. A pause of a garbage collector is shorter; a wrong guess costs a few polls. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private record Seen(String node, boolean takesPart, long atNanos) {}

    private final String self;
    private final Map<String, Seen> others = new HashMap<>();
    private boolean takesPart;

    Presence(String self) {
        this.self = self;
    }

    /** This member is to ask its share from now on, or no more. */
    void takePart(boolean part) {
        takesPart = part;
    }

    boolean takesPart() {
        return takesPart;
    }

    /** A sign of life of another member. */
    void heard(String member, String node, boolean part, long nowNanos) {
        if (!member.equals(self)) {
            others.put(member, new Seen(node, part, nowNanos));
        }
    }

    /** A member has said that it goes. */
    void left(String member) {
        others.remove(member);
    }

    /** The membership has lost a node. */
    void lost(String node) {
        others.values().removeIf(seen -> seen.node().equals(node));
    }

    /** Forgets who has been silent for too long. */
    void look(long nowNanos) {
        others.values().removeIf(seen -> nowNanos - seen.atNanos() > SILENCE.toNanos());
    }

    /** Nodes of the membership that have not been heard, this one's own left out. */
    Set<String> unheard(List<String> nodes, String own) {
        Set<String> unheard = new TreeSet<>(nodes);
        unheard.remove(own);
        others.values().forEach(seen -> unheard.remove(seen.node()));
        return unheard;
    }

    /**
     * Who shares the work: those that take part; while nobody does, all that are there. Empty if there are no others.
     */
    List<String> members() {
        if (others.isEmpty()) {
            return List.of();
        }
        Set<String> working = new TreeSet<>();
        others.forEach((member, seen) -> {
            if (seen.takesPart()) {
                working.add(member);
            }
        });
        if (takesPart) {
            working.add(self);
        }
        if (working.isEmpty()) {
            working.addAll(others.keySet());
            working.add(self);
        }
        return List.copyOf(working);
    }
}
