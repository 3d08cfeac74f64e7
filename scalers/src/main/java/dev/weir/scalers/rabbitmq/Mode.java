package dev.weir.scalers.rabbitmq;

import dev.weir.scalers.spi.Outcome;

/** What is measured; constants are spelt as in manifests. In the formulas P is published, D delivered per second. */
enum Mode {
    /** Not given: with value and queueLength missing too it means a QueueLength of 20. */
    Unknown {
        @Override
        Outcome outcome(double messages, double published, double delivered, double activation) {
            return QueueLength.outcome(messages, published, delivered, activation);
        }
    },
    QueueLength {
        @Override
        Outcome outcome(double messages, double published, double delivered, double activation) {
            return Outcome.above(messages, activation);
        }
    },
    /** P; active already when messages lie there. */
    MessageRate {
        @Override
        Outcome outcome(double messages, double published, double delivered, double activation) {
            return Outcome.of(published, published > activation || messages > activation);
        }
    },
    DeliverGetRate {
        @Override
        Outcome outcome(double messages, double published, double delivered, double activation) {
            return Outcome.above(delivered, activation);
        }
    },
    /** P / D. As KEDA does, the activation value itself is reported where nothing is delivered. */
    PublishedToDeliveredRatio {
        @Override
        Outcome outcome(double messages, double published, double delivered, double activation) {
            if (published > 0 && delivered == 0) {
                return Outcome.of(activation, true);
            }
            return Outcome.above(published > 0 && delivered > 0 ? published / delivered : 0, activation);
        }
    },
    /** Seconds until the queue is empty at the present rates: (P - D) / D + m / D. */
    ExpectedQueueConsumptionTime {
        @Override
        Outcome outcome(double messages, double published, double delivered, double activation) {
            if (messages == 0) {
                return Outcome.above(0, activation);
            }
            if (delivered == 0) {
                return Outcome.of(activation, messages > 0);
            }
            return Outcome.above((published - delivered) / delivered + messages / delivered, activation);
        }
    };

    abstract Outcome outcome(double messages, double published, double delivered, double activation);

    /** Whether AMQP can tell. */
    boolean needsRates() {
        return this != QueueLength && this != Unknown;
    }
}
