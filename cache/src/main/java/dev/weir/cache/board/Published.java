package dev.weir.cache.board;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** What a reader of a metric gets. */
public sealed interface Published {

    /**
     * What a reader gets at {@code nowMillis}, milliseconds of the epoch: this, or an error in the place of a value that is
     * past its limit. Allocates nothing for a good value.
     */
    Published at(long nowMillis);

    /**
     * A value.
     *
     * @param value the number, for histories and dashboards
     * @param takenAt when the reading behind it was taken
     * @param goodUntilMillis milliseconds of the epoch, which cost a reader one object less than an instant: from then on,
     *     readers get an error instead of a value that is too old
     * @param json the whole response body as JSON
     * @param protobuf the whole response body as Kubernetes protobuf
     */
    record Metric(double value, Instant takenAt, long goodUntilMillis, Buffer json, Buffer protobuf)
            implements Published {

        public Metric(double value, Instant takenAt, Instant goodUntil, Buffer json, Buffer protobuf) {
            this(value, takenAt, goodUntil.toEpochMilli(), json, protobuf);
        }

        public Instant goodUntil() {
            return Instant.ofEpochMilli(goodUntilMillis);
        }

        @Override
        public Published at(long nowMillis) {
            return nowMillis < goodUntilMillis ? this : tooOld(nowMillis);
        }

        private Unavailable tooOld(long nowMillis) {
            long ageSeconds = (nowMillis - takenAt.toEpochMilli()) / 1_000;
            return new Unavailable(
                    "the last value is too old: taken " + ageSeconds + " s ago, at " + takenAt + ", good until "
                            + goodUntil(),
                    goodUntil());
        }
    }

    /**
     * No value, and why.
     *
     * @param message what the reader is told
     * @param takenAt when this became so
     */
    record Unavailable(String message, Instant takenAt) implements Published {

        @Override
        public Published at(long nowMillis) {
            return this;
        }
    }
}
