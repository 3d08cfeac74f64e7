package dev.weir.jmh.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the API server's count of writes. */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** Longer than an HPA takes to look again, every 15 s as a rule: what it finds may be written too. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final long BETWEEN_MILLIS = 1_000;

    private final KubernetesClient client;
    private final LongSupplier nanos;

    public Ledger(KubernetesClient client, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
    }

    public ApiWrites now() {
        return ApiWrites.parse(client.raw("/metrics"));
    }

    /** Waits until nothing has been written for a while, and answers with the count then. */
    public ApiWrites untilQuiet() throws InterruptedException {
        long start = nanos.getAsLong();
        long since = start;
        ApiWrites last = now();
        while (nanos.getAsLong() - since < QUIET_NANOS) {
            if (nanos.getAsLong() - start > LIMIT_NANOS) {
                LOG.warn("Something is still written after {} s", TimeUnit.NANOSECONDS.toSeconds(LIMIT_NANOS));
                return last;
            }
            Thread.sleep(BETWEEN_MILLIS);
            ApiWrites next = now();
            if (!next.equals(last)) {
                last = next;
                since = nanos.getAsLong();
            }
        }
        return last;
    }
}
