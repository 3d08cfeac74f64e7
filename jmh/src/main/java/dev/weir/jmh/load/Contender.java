package dev.weir.jmh.load;

import dev.weir.jmh.crowd.Crowd;
import dev.weir.jmh.crowd.Pace;
import dev.weir.jmh.crowd.Slice;
import dev.weir.jmh.scene.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One of the servers that are measured: the crowd before it, and what its turns came to. */
final class Contender {

    private final String name;
    private final ServerProcess process;
    private final Crowd crowd;
    private final Histogram latencies = new Histogram(3);
    private final Histogram unheeded = new Histogram(3);
    private final List<Double> perSecond = new ArrayList<>();
    private long requests;
    private long failed;
    private long flatOutRequests;
    private Duration flatOutCpu = Duration.ZERO;

    Contender(String name, ServerProcess process, Crowd crowd) {
        this.name = name;
        this.process = process;
        this.crowd = crowd;
    }

    String name() {
        return name;
    }

    /** Asks without counting: code gets compiled and the connection warm. */
    Slice warmUp(Duration length) throws IOException {
        return crowd.flatOut(length, unheeded);
    }

    /** @param heeded whether latencies are those of such turns */
    void flatOut(Duration length, boolean heeded) throws IOException {
        Duration before = process.cpu();
        Slice slice = crowd.flatOut(length, heeded ? latencies : unheeded);
        flatOutCpu = flatOutCpu.plus(process.cpu().minus(before));
        flatOutRequests += slice.requests();
        count(slice);
        perSecond.add(slice.perSecond());
    }

    /** @param counts whether answers per second are those of such turns */
    void paced(Duration length, Pace pace, boolean counts) throws IOException, InterruptedException {
        Slice slice = crowd.paced(length, pace, latencies);
        count(slice);
        if (counts) {
            perSecond.add(slice.perSecond());
        }
    }

    private void count(Slice slice) {
        requests += slice.requests();
        failed += slice.failed();
    }

    /** Answers per second of each turn. */
    List<Double> perSecond() {
        return List.copyOf(perSecond);
    }

    /** Processor time of the server for each request of the turns flat out, in microseconds; NaN without such turns. */
    double cpuMicros() {
        return flatOutCpu.toNanos() / 1e3 / flatOutRequests;
    }

    /** @param polls as the stand-in counted them */
    Figures figures(long polls) throws IOException, InterruptedException {
        return new Figures(
                requests,
                failed,
                Math.round(Median.of(perSecond)),
                micros(50),
                micros(99),
                micros(99.9),
                polls,
                process.residentMiB());
    }

    private long micros(double percentile) {
        return Math.round(latencies.getValueAtPercentile(percentile) / 1e3);
    }
}
