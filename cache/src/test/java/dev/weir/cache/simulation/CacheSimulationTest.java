package dev.weir.cache.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.pace.UpstreamLimits;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.simulation.SimulatedUpstream.Mood;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the cache promises, under faults and with subscribers that come and go. Prints its seed; {@code -Dweir.seed=N}
 * repeats a run.
 */
class CacheSimulationTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BACK_OFF_CAP = Duration.ofMinutes(5);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    /** What a healthy source may be late by: its drift, the wait at its upstream and the answer. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final UpstreamLimits LIMITS = new UpstreamLimits(16, 50, 30);
    private static final int UPSTREAMS = 50;
    private static final int QUESTIONS = 3_000;
    private static final Duration STEP = Duration.ofMillis(100);

    private long seed;
    private Random random;

    @BeforeEach
    void seed() {
        seed = Long.getLong("weir.seed", new Random().nextLong());
        random = new Random(seed);
        System.out.println("simulation with -Dweir.seed=" + seed);
    }

    @Test
    void promisesHoldThroughFaultsAndAllIsWellAfterThem() {
        CacheSettings settings =
                CacheSettings.defaults().withPollTimeout(TIMEOUT).withUpstream(LIMITS);
        VirtualCache weir = new VirtualCache(settings, random::nextDouble);
        List<SimulatedUpstream> upstreams = upstreams(weir);
        List<SimulatedQuestion> questions = questions(weir, upstreams);
        questions.forEach(question -> question.subscribe(SimulatedQuestion.anyDemand(random)));

        live(weir, questions, Duration.ofMinutes(3));
        assertTrue(questions.stream().filter(SimulatedQuestion::subscribed).allMatch(SimulatedQuestion::read));

        upstreams.forEach(upstream -> upstream.mood(Mood.values()[random.nextInt(Mood.values().length)]));
        live(weir, questions, Duration.ofMinutes(8));
        assertFaultsWereFelt(weir, questions);

        upstreams.forEach(upstream -> upstream.mood(Mood.HEALTHY));
        live(weir, questions, BACK_OFF_CAP.plus(LONGEST_INTERVAL).plus(TIMEOUT.multipliedBy(3)));
        assertAllIsWell(weir, questions);
        assertNothingIsLeftBehind(weir);
    }

    private List<SimulatedUpstream> upstreams(VirtualCache weir) {
        List<SimulatedUpstream> upstreams = new ArrayList<>();
        for (int i = 0; i < UPSTREAMS; i++) {
            upstreams.add(new SimulatedUpstream("fake://server" + i, weir.time(), random, LIMITS, TIMEOUT));
        }
        return upstreams;
    }

    private static List<SimulatedQuestion> questions(VirtualCache weir, List<SimulatedUpstream> upstreams) {
        List<SimulatedQuestion> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            questions.add(new SimulatedQuestion(
                    "question" + i, upstreams.get(i % UPSTREAMS), weir.time(), weir.cache(), TIMEOUT));
        }
        return questions;
    }

    /**
     * Lets time pass task by task, reading after each one. Subscribers come, go and change their minds until the last
     * moments, in which who came last is polled as well.
     */
    private void live(VirtualCache weir, List<SimulatedQuestion> questions, Duration time) {
        Instant quiet = weir.now().plus(time);
        Instant end = quiet.plus(LONGEST_INTERVAL).plus(SLACK);
        while (weir.now().isBefore(end)) {
            if (weir.now().isBefore(quiet)) {
                change(questions.get(random.nextInt(QUESTIONS)));
            }
            Instant next = weir.now().plus(STEP);
            while (weir.time().runNext(next)) {
                questions.get(random.nextInt(QUESTIONS)).read();
            }
            weir.advance(Duration.between(weir.now(), next));
        }
    }

    private void change(SimulatedQuestion question) {
        int dice = random.nextInt(10);
        if (dice < 4 || !question.subscribed()) {
            question.subscribe(SimulatedQuestion.anyDemand(random));
        } else if (dice < 7) {
            question.changeOne(random, SimulatedQuestion.anyDemand(random));
        } else {
            question.leaveOne(random);
        }
    }

    private static void assertFaultsWereFelt(VirtualCache weir, List<SimulatedQuestion> questions) {
        for (String outcome : List.of("value", "failure", "timeout", "skipped")) {
            double polls = weir.meters()
                    .get("weir.cache.polls")
                    .tag("outcome", outcome)
                    .counter()
                    .count();
            assertTrue(polls > 100, outcome + ": " + polls);
        }
        Map<SourceKey, SourceStatus> statuses = statuses(weir);
        long failing = questions.stream()
                .filter(SimulatedQuestion::subscribed)
                .filter(question -> question.upstream().mood() == Mood.FAILING)
                .filter(question -> status(statuses, question).failures() == 0)
                .count();
        assertEquals(0, failing, "sources of a failing upstream that did not notice");
    }

    private static void assertAllIsWell(VirtualCache weir, List<SimulatedQuestion> questions) {
        Map<SourceKey, SourceStatus> statuses = statuses(weir);
        for (SimulatedQuestion question : questions) {
            if (question.subscribed()) {
                SourceStatus status = status(statuses, question);
                assertEquals(0, status.failures(), status::toString);
                assertTrue(List.of("idle", "waiting", "in flight").contains(status.state()), status::toString);
                Duration age = status.age(weir.now()).orElseThrow();
                Duration most = LONGEST_INTERVAL.multipliedBy(11).dividedBy(10).plus(SLACK);
                assertTrue(age.compareTo(most) < 0, () -> status + " is " + age + " old");
            }
        }
        long subscribed =
                questions.stream().filter(SimulatedQuestion::subscribed).count();
        assertEquals(subscribed, statuses.size());
    }

    private static void assertNothingIsLeftBehind(VirtualCache weir) {
        Future<Void> closed = weir.cache().close();
        weir.advance(TIMEOUT.multipliedBy(10));
        assertTrue(closed.succeeded());
        assertEquals(List.of(), weir.cache().sources());
        assertEquals(0, weir.time().pending());
    }

    private static Map<SourceKey, SourceStatus> statuses(VirtualCache weir) {
        return weir.cache().sources().stream().collect(Collectors.toMap(SourceStatus::key, Function.identity()));
    }

    private static SourceStatus status(Map<SourceKey, SourceStatus> statuses, SimulatedQuestion question) {
        return statuses.get(question.key());
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 30, 60})
    void coldStartOfTenThousandSourcesIsNoBurst(int intervalSeconds) {
        int sources = 10_000;
        int intervals = 4;
        VirtualCache weir = new VirtualCache(CacheSettings.defaults(), random::nextDouble);
        Instant start = weir.now();
        int[] perSecond = new int[intervalSeconds * intervals];
        Demand demand = Demand.every(Duration.ofSeconds(intervalSeconds));
        for (int i = 0; i < sources; i++) {
            FakeSource source = FakeSource.asking("q" + seed + "/" + i, "fake://server" + i % UPSTREAMS)
                    .scripted(() -> {
                        perSecond[(int) Duration.between(start, weir.now()).toSeconds()]++;
                        return Future.succeededFuture(new FakeSource.Number(1));
                    });
            weir.cache().subscribe(source, demand, reading -> {});
        }
        weir.advance(Duration.ofSeconds(perSecond.length).minusMillis(1));

        double steady = sources / (double) intervalSeconds;
        for (int second = 0; second < perSecond.length; second++) {
            int at = second;
            assertTrue(perSecond[at] <= 2 * steady, () -> perSecond[at] + " polls in second " + at);
        }
        for (int second = 0; second + intervalSeconds <= perSecond.length; second++) {
            int polls = 0;
            for (int i = second; i < second + intervalSeconds; i++) {
                polls += perSecond[i];
            }
            // Who started early is asked once more at its place; 25 may do so in a second.
            int mostTwice = Math.max(0, intervalSeconds - second) * 25;
            assertTrue(polls <= sources + mostTwice, polls + " polls in the interval from second " + second);
        }
    }
}
