package dev.weir.scalers.rabbitmq;

/**
 * What a broker says of one queue, or of several together.
 *
 * @param messages ready and unacknowledged; by AMQP only ready ones
 * @param ready messages that wait for a consumer
 * @param publishedPerSecond 0 by AMQP, which knows no rates
 * @param deliveredPerSecond deliveries and gets; 0 by AMQP
 */
record QueueNumbers(long messages, long ready, double publishedPerSecond, double deliveredPerSecond) {

    static final QueueNumbers NONE = new QueueNumbers(0, 0, 0, 0);

    QueueNumbers plus(QueueNumbers other) {
        return new QueueNumbers(
                messages + other.messages,
                ready + other.ready,
                publishedPerSecond + other.publishedPerSecond,
                deliveredPerSecond + other.deliveredPerSecond);
    }

    /** The larger of each number on its own. */
    QueueNumbers max(QueueNumbers other) {
        return new QueueNumbers(
                Math.max(messages, other.messages),
                Math.max(ready, other.ready),
                Math.max(publishedPerSecond, other.publishedPerSecond),
                Math.max(deliveredPerSecond, other.deliveredPerSecond));
    }

    /** Counts by integer division, rates exactly. */
    QueueNumbers dividedBy(int queues) {
        return new QueueNumbers(
                messages / queues, ready / queues, publishedPerSecond / queues, deliveredPerSecond / queues);
    }
}
