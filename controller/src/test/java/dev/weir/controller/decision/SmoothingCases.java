package dev.weir.controller.decision;

import dev.weir.controller.decision.SmoothingPolicy.Panic;
import dev.weir.controller.decision.SmoothingPolicy.Problem;
import dev.weir.controller.decision.SmoothingPolicy.Slew;
import dev.weir.controller.decision.SmoothingPolicy.UpDown;
import dev.weir.controller.testing.Cases.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a case says of smoothing, as a manifest would but with nothing left out of a panic window. */
record SmoothingCases(
        @Nullable Integer median,
        UpDown halfLife,
        UpDown deadBand,
        @Nullable Slew up,
        @Nullable Slew down,
        @Nullable Panic panic) {

    static SmoothingCases of(Fields given) {
        Fields slew = given.has("slewPerMinute") ? given.map("slewPerMinute") : null;
        SmoothingCases read = new SmoothingCases(
                given.number("median"),
                upDown(given, "halfLifeSeconds"),
                upDown(given, "deadBandPercent"),
                slew == null ? null : slew(slew, "up"),
                slew == null ? null : slew(slew, "down"),
                given.has("panic") ? panic(given.map("panic")) : null);
        given.assertAllRead();
        return read;
    }

    SmoothingPolicy policy() {
        return new SmoothingPolicy(median, halfLife, deadBand, up, down, panic);
    }

    List<Problem> problems() {
        return SmoothingPolicy.problems(median, halfLife, deadBand, up, down, panic);
    }

    private static UpDown upDown(Fields given, String key) {
        return given.has(key)
                ? new UpDown(given.map(key).number("up"), given.map(key).number("down"))
                : UpDown.NEITHER;
    }

    private static @Nullable Slew slew(Fields given, String key) {
        return given.has(key)
                ? new Slew(given.map(key).number("percent"), given.map(key).decimal("amount"))
                : null;
    }

    private static Panic panic(Fields given) {
        return new Panic(
                given.number("stableWindowSeconds"),
                given.number("panicWindowSeconds"),
                given.number("thresholdPercent"));
    }
}
