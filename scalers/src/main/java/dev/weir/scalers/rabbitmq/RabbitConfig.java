package dev.weir.scalers.rabbitmq;

import dev.weir.scalers.spi.Params;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rabbitmq trigger's parameters.
 *
 * @param target what one pod is to have; not 0
 */
record RabbitConfig(RabbitQuestion question, RabbitMeaning meaning, double target, String queue) {

    private static final double DEFAULT_LENGTH = 20;

    static RabbitConfig from(Params params) {
        String queue = params.text("queueName").required();
        boolean regex = params.bool("useRegex").orElse(false);
        boolean excludeUnacknowledged = params.bool("excludeUnacknowledged").orElse(false);
        double activation = params.number("activationValue").orElse(0.0);
        String operation = params.text("operation").orElse(Operation.SUM.toString());
        RabbitAccess access = RabbitAccess.from(params);
        Aim aim = Aim.from(params, access);
        if (access.protocol() == Protocol.AMQP) {
            params.require(!regex, "useRegex", "needs the HTTP protocol; AMQP cannot look for queues");
            params.require(!excludeUnacknowledged, "excludeUnacknowledged", "needs the HTTP protocol");
            params.require(
                    !aim.mode.needsRates(),
                    "mode",
                    "is " + aim.mode + ", which needs the HTTP protocol; AMQP knows no rates");
        }
        long pageSize = params.integer("pageSize").orElse(100L);
        params.require(pageSize >= 1, "pageSize", "is " + pageSize + "; accepted is 1 or more");
        RabbitQuestion question = params.problems().isEmpty() ? access.question(queue, regex, pageSize) : null;
        return params.build(() -> new RabbitConfig(
                Objects.requireNonNull(question),
                new RabbitMeaning(aim.mode, activation, regex, operation, excludeUnacknowledged),
                aim.value,
                queue));
    }

    /** What is measured and how much of it one pod is to have. */
    private record Aim(Mode mode, double value) {

        /** The deprecated queueLength stands for mode and value, and for the default if nothing is given. */
        static Aim from(Params params, RabbitAccess access) {
            double length = given(params.number("queueLength").orNull());
            double value = given(params.number("value").orNull());
            Mode mode = params.oneOf(Mode.class, "mode").orElse(Mode.Unknown);
            if (length == 0 && mode == Mode.Unknown && value == 0) {
                warnOfTimeout(params, access);
                return new Aim(Mode.QueueLength, DEFAULT_LENGTH);
            }
            if (length != 0) {
                params.require(
                        mode == Mode.Unknown && value == 0,
                        "queueLength",
                        "is deprecated and cannot be used together with mode or value; give mode and value only");
                warnOfTimeout(params, access);
                return new Aim(Mode.QueueLength, length);
            }
            params.require(mode != Mode.Unknown, "mode", "is missing; it is needed together with value");
            params.require(value != 0, "value", "is missing or 0; it is needed together with mode and must not be 0");
            params.require(
                    access.timeout() == null || access.protocol() != Protocol.AMQP,
                    "timeout",
                    "needs the HTTP protocol; AMQP has no timeout of its own");
            return new Aim(mode, value);
        }

        /** As KEDA does, AMQP refuses a timeout only beside an explicit mode and value. */
        private static void warnOfTimeout(Params params, RabbitAccess access) {
            if (access.timeout() != null && access.protocol() == Protocol.AMQP) {
                params.warn("timeout", "has no effect with AMQP");
            }
        }

        private static double given(@Nullable Double number) {
            return number == null ? 0 : number;
        }
    }
}
