package dev.weir.scalers.etcd;

import dev.weir.scalers.document.Decimals;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.upstream.ProtoFields;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key.
 *
 * @param told whether the server told it unasked
 * @param found whether there is such a key
 * @param number whether it is a number
 * @param value the number, else 0
 */
public record KeyState(boolean told, boolean found, boolean number, double value) {

    private static final int KEY_VALUES = 2;
    private static final int VALUE = 5;
    private static final int EVENTS = 11;
    private static final int KIND = 1;
    private static final int KEY_VALUE = 2;
    private static final int DELETE = 1;

    /** What is told and active calls for replicas at once. */
    static Interpreter<KeyState> interpreter(String key, double activation) {
        return state -> {
            if (state.told() && state.value() > activation) {
                return new Outcome.Called(new Outcome.Measured(List.of(state.value()), true));
            }
            if (state.number()) {
                return Outcome.above(state.value(), activation);
            }
            return new Outcome.Rejected("the key \"" + key + "\" "
                    + (state.found() ? "holds something that is no number" : "is not there"));
        };
    }

    /** An answer to a question for one key. */
    static KeyState answered(Buffer range) {
        var found = ProtoFields.read(range).all(KEY_VALUES);
        return found.isEmpty() ? new KeyState(false, false, false, 0) : of(false, found.get(0));
    }

    /**
     * The last event of a watch's message; null if it has none, or if no number stands under the key any more: that is for the
     * next question to find, for an HPA is to be told of an error then and not of zero.
     */
    static @Nullable KeyState told(ProtoFields watched) {
        var events = watched.all(EVENTS);
        if (events.isEmpty()) {
            return null;
        }
        ProtoFields last = ProtoFields.read(events.get(events.size() - 1));
        KeyState state =
                last.number(KIND) == DELETE ? new KeyState(true, false, false, 0) : of(true, last.bytes(KEY_VALUE));
        return state.number() ? state : null;
    }

    private static KeyState of(boolean told, Buffer keyValue) {
        OptionalDouble number =
                Decimals.parse(ProtoFields.read(keyValue).bytes(VALUE).toString());
        return new KeyState(told, true, number.isPresent(), number.orElse(0));
    }
}
