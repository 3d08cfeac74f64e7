package dev.weir.cache.cluster;

import dev.weir.cache.source.SourceKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who asks a source: rendezvous hashing. Each member has a score for each source, made of both names; the members by falling
 * score are the source's ranks, 0 asks and the others stand in, in their order. When a member comes or goes only the sources
 * move for which it is the first, and they move to, or come from, the member that was second.
 */
final class Ranking {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int DIGITS = 16;

    private final String self;
    private final String[] members;
    private final long[] hashes;
    private final boolean member;
    private final long selfHash;

    private Ranking(String self, String[] members, long[] hashes) {
        this.self = self;
        this.members = members;
        this.hashes = hashes;
        this.selfHash = hash(self);
        this.member = members.length == 0 || Arrays.asList(members).contains(self);
    }

    static Ranking of(String self, Collection<String> members) {
        String[] sorted = members.stream().distinct().sorted().toArray(String[]::new);
        return new Ranking(
                self, sorted, Arrays.stream(sorted).mapToLong(Ranking::hash).toArray());
    }

    /** Whether anybody else is there. */
    boolean shared() {
        return members.length > 1 || members.length == 1 && !members[0].equals(self);
    }

    List<String> members() {
        return List.of(members);
    }

    /** The place of this member for a source: how many come before it. Who is not among the members comes last. */
    int rank(SourceKey key) {
        if (!member) {
            return members.length;
        }
        long name = name(key);
        long own = score(selfHash, name);
        int before = 0;
        for (int i = 0; i < members.length; i++) {
            if (!members[i].equals(self) && isBefore(score(hashes[i], name), members[i], own, self)) {
                before++;
            }
        }
        return before;
    }

    /** The first of all others: it asks, or did until this member came. Empty if there is no other. */
    Optional<String> firstOther(SourceKey key) {
        long name = name(key);
        String first = null;
        long best = 0;
        for (int i = 0; i < members.length; i++) {
            long score = score(hashes[i], name);
            if (!members[i].equals(self) && (first == null || isBefore(score, members[i], best, first))) {
                first = members[i];
                best = score;
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean isBefore(long score, String member, long than, String other) {
        return score != than ? Long.compareUnsigned(score, than) > 0 : member.compareTo(other) < 0;
    }

    private static long score(long member, long name) {
        return mix(member ^ mix(name + GOLDEN));
    }

    private static long name(SourceKey key) {
        String digest = key.digest();
        return digest.length() < DIGITS ? hash(digest) : Long.parseUnsignedLong(digest, 0, DIGITS, 16);
    }

    private static long hash(String text) {
        long hash = GOLDEN;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash ^ text.charAt(i));
        }
        return hash;
    }

    /** Every bit of the outcome depends on every bit of the number (the finalizer of SplitMix64). */
    private static long mix(long number) {
        long mixed = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
