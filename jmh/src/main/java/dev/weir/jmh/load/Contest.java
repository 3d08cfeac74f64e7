package dev.weir.jmh.load;

import dev.weir.jmh.crowd.Pace;
import dev.weir.jmh.crowd.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The measuring itself. Half of the time every contender is asked flat out, which gives answers per second; the other half at
 * an even pace that is a part of what the first contender can do, which gives latencies. With a rate given, all of the time
 * is at that pace.
 */
final class Contest {

    private static final Logger LOG = LoggerFactory.getLogger(Contest.class);

    /** Of what was answered per second flat out: the machine is to be busy, and neither server nor crowd full. */
    private static final double PACE_OF_CAPACITY = 0.25;

    private static final Duration FLAT_OUT_TURN = Duration.ofMillis(100);
    private static final Duration SLOW_TURN = Duration.ofSeconds(2);
    private static final Duration PACED_TURN = Duration.ofMillis(500);

    /** How many times the least time warming up may take. */
    private static final int LONGER = 4;

    private final List<Contender> contenders;

    /** @param contenders those to compare, ours first */
    Contest(List<Contender> contenders) {
        this.contenders = List.copyOf(contenders);
    }

    void run(LoadOptions options) throws IOException, InterruptedException {
        warmUp(options);
        OptionalDouble rate = options.rate();
        if (rate.isPresent()) {
            paced(options.measuring(), new Pace(rate.getAsDouble()), true);
        } else {
            Duration half = options.measuring().dividedBy(2);
            flatOut(half, FLAT_OUT_TURN, false);
            double capacity = Median.of(contenders.get(0).perSecond());
            paced(half, new Pace(Math.max(1, capacity * PACE_OF_CAPACITY)), false);
        }
    }

    /** In turns too; longer than the least time until every server has answered enough and gets no faster any more. */
    private void warmUp(LoadOptions options) throws IOException {
        long least = options.warmUp().multipliedBy(contenders.size()).toNanos();
        LOG.info("Warming up secondsAtLeast={} requestsOfEach={}", least / 1_000_000_000, options.warmRequests());
        List<Warmth> warmths = contenders.stream()
                .map(contender -> new Warmth(options.warmRequests()))
                .toList();
        long nanos = 0;
        while (nanos < least || (nanos < LONGER * least && !warmths.stream().allMatch(Warmth::reached))) {
            for (int at = 0; at < warmths.size(); at++) {
                Slice slice = contenders.get(at).warmUp(FLAT_OUT_TURN);
                warmths.get(at).add(slice);
                nanos += slice.nanos();
            }
        }
        LOG.info(
                "Warmed up seconds={} settled={}",
                nanos / 1_000_000_000,
                warmths.stream().allMatch(Warmth::reached));
    }

    /**
     * All of the time flat out, which gives latencies too; for what is so slow that a turn has to be longer.
     *
     * @param warmUp of each
     */
    void slowly(Duration warmUp, Duration measuring) throws IOException {
        LOG.info("Warming up seconds={}", warmUp.toSeconds());
        for (int turn = 0; turn < warmUp.toSeconds(); turn++) {
            for (Contender contender : contenders) {
                contender.warmUp(Duration.ofSeconds(1));
            }
        }
        flatOut(measuring, SLOW_TURN, true);
    }

    private void flatOut(Duration total, Duration turn, boolean heeded) throws IOException {
        Turns turns = Turns.of(turn, total, contenders.size());
        LOG.info(
                "Asking flat out rounds={} turnMillis={}",
                turns.rounds(),
                turns.each().toMillis());
        for (int round = 0; round < turns.rounds(); round++) {
            for (Contender contender : Turns.order(contenders, round)) {
                contender.flatOut(turns.each(), heeded);
            }
        }
        contenders.forEach(contender -> LOG.info(
                "Flat out server={} serverCpuMicrosPerRequest={}",
                contender.name(),
                Math.round(contender.cpuMicros() * 10) / 10.0));
    }

    private void paced(Duration total, Pace pace, boolean counts) throws IOException, InterruptedException {
        Turns turns = Turns.of(PACED_TURN, total, contenders.size());
        LOG.info(
                "Asking at a pace perSecond={} rounds={} turnMillis={}",
                Math.round(pace.perSecond()),
                turns.rounds(),
                turns.each().toMillis());
        for (int round = 0; round < turns.rounds(); round++) {
            for (Contender contender : Turns.order(contenders, round)) {
                contender.paced(turns.each(), pace, counts);
            }
        }
    }

    /** Answers per second of the first contender by those of the second: the median of all rounds. */
    double ratio() {
        List<Double> ours = contenders.get(0).perSecond();
        List<Double> others = contenders.get(1).perSecond();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round) / others.get(round));
        }
        return Median.of(ratios);
    }
}
