/**
 * The {@code kafka} and {@code apache-kafka} triggers: how far a consumer group is behind, asked of the brokers by Kafka's
 * own client.
 *
 * <p>Start with {@link dev.weir.scalers.kafka.KafkaScaler} and {@link dev.weir.scalers.kafka.KafkaConfig}. All sources of a
 * cluster with the same login share one {@link dev.weir.scalers.kafka.KafkaClient}, which asks for all of them at once
 * ({@link dev.weir.scalers.upstream.Batch}) on one event loop; {@link dev.weir.scalers.kafka.Inquiry} is that request. Only
 * these two and what they name load classes of the client, so that a Weir without such triggers does without.
 * {@link dev.weir.scalers.kafka.LagMeaning} is pure. Sharing key: servers, group, topics, login and TLS; thresholds,
 * policies, partitionLimitation and all flags only say what the offsets mean.
 *
 * @see <a href="https://kafka.apache.org/protocol">Kafka protocol: OffsetFetch, ListOffsets</a>
 */
@NullMarked
package dev.weir.scalers.kafka;

import org.jspecify.annotations.NullMarked;
