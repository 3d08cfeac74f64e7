package dev.weir.cache.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.cache.testing.VirtualFleet;
import dev.weir.cache.testing.VirtualTime;
import dev.weir.cache.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What replicas promise together, while members come, die, are cut off and return, and messages are lost. Prints its seed;
 * {@code -Dweir.seed=N} repeats a run.
 */
class ReplicaSimulationTest {

    private static final int SOURCES = 400;
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    /** What a reader accepts: three intervals. */
    private static final Duration LIMIT = INTERVAL.multipliedBy(3);
    /** A period is stretched by a tenth at most; readings are on their way for a moment. */
    private static final Duration STEADY =
            INTERVAL.multipliedBy(11).dividedBy(10).plusSeconds(2);

    private long seed;
    private Random random;
    private final VirtualTime time = new VirtualTime();
    private VirtualFleet fleet;
    private final Map<String, Replica> replicas = new LinkedHashMap<>();
    private final Map<String, List<Instant>> polls = new HashMap<>();
    private final List<Instant> failingSince = new ArrayList<>();
    private int born;

    @BeforeEach
    void seed() {
        seed = Long.getLong("weir.seed", new Random().nextLong());
        random = new Random(seed);
        System.out.println("replicas with -Dweir.seed=" + seed);
        fleet = new VirtualFleet(time, random);
    }

    /** One replica: the same sources as all others, each subscribed a little later or earlier than elsewhere. */
    private final class Replica {
        private final String name;
        private final VirtualCache weir;
        private final Map<String, Snapshot<FakeSource.Number>> known = new HashMap<>();
        private boolean dead;

        Replica(String name) {
            this.name = name;
            weir = new VirtualCache(
                    time, CacheSettings.defaults(), random::nextDouble, Tracing.OFF, fleet.member(name));
        }

        void subscribe() {
            for (int i = 0; i < SOURCES; i++) {
                String question = "q" + i;
                time.timeline().after(Duration.ofMillis(random.nextInt(500)), () -> {
                    if (!dead) {
                        FakeSource source = FakeSource.asking(question, "fake://server" + question.hashCode() % 7);
                        source.scripted(() -> ask(question));
                        if (question.hashCode() % 2 == 0) {
                            source.together("cluster");
                        }
                        weir.cache().subscribe(source, Demand.every(INTERVAL), snapshot -> hear(question, snapshot));
                    }
                });
            }
        }

        private void hear(String question, Snapshot<FakeSource.Number> snapshot) {
            Snapshot<FakeSource.Number> before = known.put(question, snapshot);
            if (before != null && before.lastGood() != null) {
                assertTrue(snapshot.lastGood() != null, () -> name + " lost the value of " + question);
                assertTrue(
                        !snapshot.lastGood()
                                .takenAt()
                                .isBefore(before.lastGood().takenAt()),
                        () -> name + " went back in time for " + question);
            }
        }

        private @Nullable Duration age(String question) {
            Snapshot<FakeSource.Number> snapshot = known.get(question);
            return snapshot == null ? null : snapshot.age(time.instant()).orElse(null);
        }

        void die() {
            dead = true;
            fleet.leave(name);
            weir.cache().close();
        }
    }

    private Future<FakeSource.Number> ask(String question) {
        Instant at = time.instant();
        polls.computeIfAbsent(question, one -> new ArrayList<>()).add(at);
        if (!failingSince.isEmpty() && question.hashCode() % 5 == 0) {
            return Future.failedFuture(new SourceException("refused"));
        }
        Promise<FakeSource.Number> answer = Promise.promise();
        time.timeline()
                .after(
                        Duration.ofMillis(5 + random.nextInt(200)),
                        () -> answer.complete(new FakeSource.Number(at.toEpochMilli())));
        return answer.future();
    }

    private Replica born() {
        String name = "replica" + born++;
        Replica replica = new Replica(name);
        replicas.put(name, replica);
        fleet.enter(name);
        replica.subscribe();
        time.timeline().after(Duration.ofSeconds(2), () -> fleet.join(name));
        return replica;
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            born();
        }
        pass(Duration.ofMinutes(3));
    }

    private void pass(Duration duration) {
        time.advance(duration);
    }

    /** Lets time pass; meanwhile nobody serves anything older than this. */
    private void live(Duration duration, Duration oldest) {
        Instant end = time.instant().plus(duration);
        while (time.instant().isBefore(end)) {
            pass(Duration.ofMillis(500));
            for (Replica replica : replicas.values()) {
                String question = "q" + random.nextInt(SOURCES);
                Duration age = replica.age(question);
                assertTrue(
                        age != null && age.compareTo(oldest) <= 0,
                        () -> replica.name + " has " + question + " of " + age + " ago at " + time.instant());
            }
        }
    }

    private long polls() {
        return polls.values().stream().mapToLong(List::size).sum();
    }

    private long pollsWithin(Duration duration) {
        long before = polls();
        pass(duration);
        return polls() - before;
    }

    private void assertOnePollPerInterval() {
        assertTrue(pollsWithin(INTERVAL.multipliedBy(8)) <= SOURCES * 8 * 101 / 100, "each source is asked once");
        for (Replica replica : replicas.values()) {
            for (int i = 0; i < SOURCES; i++) {
                Duration age = replica.age("q" + i);
                assertTrue(age != null && age.compareTo(STEADY) <= 0, () -> replica.name + ": " + age);
            }
        }
    }

    /** All know the same: what one knows later than the others is what is on its way to them. */
    private void assertConverged() {
        pass(Duration.ofSeconds(1));
        long differing = 0;
        Replica first = replicas.values().iterator().next();
        for (Replica replica : replicas.values()) {
            differing += replica.known.entrySet().stream()
                    .filter(Predicate.not(one -> one.getValue().equals(first.known.get(one.getKey()))))
                    .count();
        }
        assertTrue(differing <= SOURCES / 20, differing + " differ");
        Map<SourceKey, Long> asking = new HashMap<>();
        replicas.values()
                .forEach(replica -> replica.weir.cache().sources().stream()
                        .filter(status -> !status.state().equals("following"))
                        .map(SourceStatus::key)
                        .forEach(key -> asking.merge(key, 1L, Long::sum)));
        assertEquals(SOURCES, asking.size());
        assertTrue(asking.values().stream().allMatch(count -> count == 1), "one replica asks each source");
    }

    @Test
    void threeReplicasAskAsOftenAsOneDoes() {
        start(3);
        assertOnePollPerInterval();
        assertConverged();
    }

    @Test
    void whoDiesIsReplacedWithAtMostOnePollMoreForEachSourceThatMoves() {
        start(3);
        long moved = replicas.get("replica1").weir.cache().sources().stream()
                .filter(status -> !status.state().equals("following"))
                .count();
        assertTrue(moved > SOURCES / 5, moved + " sources of 3 replicas");
        replicas.remove("replica1").die();
        long before = polls();
        Duration window = INTERVAL.multipliedBy(4);
        live(window, LIMIT);
        long most = SOURCES * 4L + moved + SOURCES / 50;
        assertTrue(polls() - before <= most, () -> polls() - before + " polls, " + moved + " sources moved");
        assertOnePollPerInterval();
        assertConverged();
    }

    @Test
    void whoComesLateKnowsEverythingAtOnce() {
        start(2);
        long before = polls();
        Replica late = born();
        // Half a second until the last one is subscribed, then a question and an answer.
        pass(Duration.ofSeconds(1));
        assertEquals(SOURCES, late.known.size());
        assertTrue(late.known.values().stream().allMatch(known -> known.lastGood() != null));
        live(INTERVAL.multipliedBy(4), LIMIT);
        long most = SOURCES * 4L + SOURCES / 2;
        assertTrue(polls() - before <= most, () -> polls() - before + " polls after one more has come");
        assertOnePollPerInterval();
        assertConverged();
    }

    @Test
    void eachSideOfACutAsksForItselfAndOneAfterIt() {
        start(3);
        fleet.cut(Map.of("replica0", 1));
        live(Duration.ofMinutes(2), LIMIT);
        long both = pollsWithin(INTERVAL.multipliedBy(4));
        assertTrue(both <= 2 * SOURCES * 4 * 101 / 100, both + " polls of two sides");
        fleet.heal();
        live(Duration.ofMinutes(2), LIMIT);
        assertOnePollPerInterval();
        assertConverged();
    }

    @Test
    void whoHangsIsStoodInFor() {
        start(3);
        // Nobody notices: it is there for the others, and nothing comes from it.
        fleet.noticeWithin(Duration.ofHours(1));
        Replica hanging = replicas.remove("replica2");
        hanging.weir.cache().close();
        fleet.lose(0);
        live(Duration.ofMinutes(3), LIMIT);
    }

    @Test
    void lostMessagesCostPollsAndNeverValues() {
        start(3);
        fleet.lose(0.3);
        live(Duration.ofMinutes(5), LIMIT);
        assertTrue(fleet.lost() > 1_000, "messages are lost: " + fleet.lost());
        fleet.lose(0);
        live(Duration.ofMinutes(2), LIMIT);
        assertOnePollPerInterval();
        assertConverged();
    }

    @Test
    void failuresAreSharedLikeValues() {
        start(3);
        failingSince.add(time.instant());
        pass(Duration.ofMinutes(10));
        long failing =
                polls.keySet().stream().filter(one -> one.hashCode() % 5 == 0).count();
        long before = failingPolls();
        pass(Duration.ofMinutes(10));
        long asked = failingPolls() - before;
        // Backed off to five minutes, less a quarter by jitter, whoever asks.
        assertTrue(asked <= failing * 3, asked + " polls of " + failing + " failing sources in ten minutes");
        failingSince.clear();
        pass(Duration.ofMinutes(7));
        assertOnePollPerInterval();
        assertConverged();
    }

    private long failingPolls() {
        return polls.entrySet().stream()
                .filter(one -> one.getKey().hashCode() % 5 == 0)
                .mapToLong(one -> one.getValue().size())
                .sum();
    }

    @Test
    void allAtOnceAndAllIsWellAfterwards() {
        start(3);
        fleet.lose(0.02);
        for (int event = 0; event < 25; event++) {
            happen();
            live(Duration.ofSeconds(20 + random.nextInt(60)), LIMIT.plus(INTERVAL));
        }
        fleet.lose(0);
        fleet.heal();
        live(Duration.ofMinutes(2), LIMIT);
        assertOnePollPerInterval();
        assertConverged();
    }

    private void happen() {
        List<String> names = List.copyOf(replicas.keySet());
        String any = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                if (names.size() > 1) {
                    replicas.remove(any).die();
                }
            }
            case 1 -> {
                if (names.size() < 5) {
                    born();
                    pass(LIMIT);
                }
            }
            case 2 -> fleet.cut(Map.of(any, 1));
            default -> fleet.heal();
        }
    }
}
