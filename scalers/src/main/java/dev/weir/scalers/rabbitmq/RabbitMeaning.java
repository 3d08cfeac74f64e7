package dev.weir.scalers.rabbitmq;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a reading means to one trigger.
 *
 * @param activation as given; some modes report it as the value
 * @param operation as written: KEDA looks at it only when a pattern has found a queue
 */
record RabbitMeaning(Mode mode, double activation, boolean regex, String operation, boolean excludeUnacknowledged)
        implements Interpreter<RabbitReading> {

    @Override
    public Outcome interpret(RabbitReading reading) {
        if (!regex || reading.queues() == 0) {
            return outcome(reading.sum());
        }
        return known().map(known -> outcome(known.of(reading)))
                .orElseGet(() -> new Outcome.Rejected(
                        "parameter \"operation\" is \"" + operation + "\"; accepted are sum, avg and max"));
    }

    private Optional<Operation> known() {
        return Arrays.stream(Operation.values())
                .filter(one -> one.toString().equals(operation))
                .findFirst();
    }

    private Outcome outcome(QueueNumbers numbers) {
        return mode.outcome(
                excludeUnacknowledged ? numbers.ready() : numbers.messages(),
                numbers.publishedPerSecond(),
                numbers.deliveredPerSecond(),
                activation);
    }
}
