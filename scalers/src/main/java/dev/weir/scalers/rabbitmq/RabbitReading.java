package dev.weir.scalers.rabbitmq;

import java.util.List;

/**
 * The numbers of one queue, or of all queues that a pattern found, in a form that any operation can be read from and whose
 * size does not grow with the number of queues.
 *
 * @param queues how many queues; 0 if a pattern found none
 * @param sum of all queues
 * @param max of all queues, each number on its own
 */
record RabbitReading(int queues, QueueNumbers sum, QueueNumbers max) {

    static RabbitReading of(List<QueueNumbers> queues) {
        return new RabbitReading(
                queues.size(),
                queues.stream().reduce(QueueNumbers.NONE, QueueNumbers::plus),
                queues.stream().reduce(QueueNumbers.NONE, QueueNumbers::max));
    }

    /** What AMQP tells: messages that are ready. */
    static RabbitReading ready(long messages) {
        return of(List.of(new QueueNumbers(messages, messages, 0, 0)));
    }
}
