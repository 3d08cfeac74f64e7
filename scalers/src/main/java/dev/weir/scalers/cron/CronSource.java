package dev.weir.scalers.cron;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.cron.CronWindow.State;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the clock. Between two firings a poll is two comparisons. */
final class CronSource implements Source<CronReading> {

    private final SourceKey key;
    private final CronWindow window;
    private final String timezone;
    private final InstantSource clock;
    private @Nullable State known;

    CronSource(SourceKey key, CronWindow window, String timezone, InstantSource clock) {
        this.key = key;
        this.window = window;
        this.timezone = timezone;
        this.clock = clock;
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return "clock";
    }

    @Override
    public Class<CronReading> readingType() {
        return CronReading.class;
    }

    @Override
    public Future<CronReading> poll() {
        Instant now = clock.instant();
        State state = known;
        if (state == null || !state.holdsAt(now)) {
            Optional<ZoneId> zone = Zones.find(timezone);
            if (zone.isEmpty()) {
                return Future.failedFuture(
                        new SourceException(
                                "the time zone \"" + timezone
                                        + "\" is not known; accepted are names of the IANA database such as Europe/Berlin, UTC and Local"));
            }
            state = window.at(now, zone.get());
            known = state;
        }
        return Future.succeededFuture(new CronReading(state.inside()));
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
