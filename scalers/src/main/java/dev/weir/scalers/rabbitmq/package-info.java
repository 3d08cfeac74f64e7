/**
 * The {@code rabbitmq} trigger: how full a queue is, asked by AMQP 0-9-1 or by the management plugin's HTTP API.
 *
 * <p>Start with {@link dev.weir.scalers.rabbitmq.RabbitScaler}, then {@link dev.weir.scalers.rabbitmq.RabbitConfig}. An
 * {@link dev.weir.scalers.rabbitmq.AmqpConnection} is shared by all queues of a virtual host and owned by one worker
 * context; all else runs on the source's event loop. Sharing key: protocol, host, virtual host, queue, useRegex, pageSize,
 * credentials and TLS; mode, value, activationValue, operation and excludeUnacknowledged only say what the numbers mean.
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-reference.html">AMQP 0-9-1: queue.declare</a>
 */
@NullMarked
package dev.weir.scalers.rabbitmq;

import org.jspecify.annotations.NullMarked;
