package dev.weir.scalers.rabbitmq;

import java.util.function.Function;

/** What to make of several queues. */
enum Operation {
    SUM("sum", RabbitReading::sum),
    AVG("avg", reading -> reading.sum().dividedBy(Math.max(1, reading.queues()))),
    MAX("max", RabbitReading::max);

    private final String word;
    private final Function<RabbitReading, QueueNumbers> of;

    Operation(String word, Function<RabbitReading, QueueNumbers> of) {
        this.word = word;
        this.of = of;
    }

    QueueNumbers of(RabbitReading reading) {
        return of.apply(reading);
    }

    @Override
    public String toString() {
        return word;
    }
}
