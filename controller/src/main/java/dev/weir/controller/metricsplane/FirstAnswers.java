package dev.weir.controller.metricsplane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether every object has been asked about once since the start. Who waits for the last source waits {@value
 * #PATIENCE_SECONDS} s at most: one that hangs is not to keep the others' values from their readers. May be asked from any
 * thread.
 */
public final class FirstAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAnswers.class);
    private static final int PATIENCE_SECONDS = 30;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final IntSupplier outstanding;
    private final InstantSource clock;
    private volatile @Nullable Instant began;
    private volatile Looked looked = new Looked(Instant.MIN, 0);
    private volatile boolean passed;

    private record Looked(Instant at, int missing) {}

    /** @param outstanding how many objects have not been asked about; may be slow, it is called a few times a second at most */
    public FirstAnswers(IntSupplier outstanding, InstantSource clock) {
        this.outstanding = outstanding;
        this.clock = clock;
    }

    /** All objects that exist are known now. */
    public void begin() {
        began = clock.instant();
    }

    /** What is still missing, as a sentence; empty once everything was there, or the patience has ended. */
    public Optional<String> missing() {
        if (passed) {
            return Optional.empty();
        }
        Instant start = began;
        if (start == null) {
            return Optional.of("the objects have not all been seen yet");
        }
        Instant now = clock.instant();
        int missing = count(now);
        boolean late = !now.isBefore(start.plusSeconds(PATIENCE_SECONDS));
        if (missing == 0 || late) {
            passed = true;
            if (missing > 0) {
                LOG.warn("Ready without first answers objects={} after={} s", missing, PATIENCE_SECONDS);
            }
            return Optional.empty();
        }
        return Optional.of(missing + " objects have not been asked about yet");
    }

    private int count(Instant now) {
        Looked last = looked;
        if (now.isBefore(last.at())
                || last.at() == Instant.MIN
                || now.isAfter(last.at().plus(LOOK_AGAIN))) {
            last = new Looked(now, outstanding.getAsInt());
            looked = last;
        }
        return last.missing();
    }
}
