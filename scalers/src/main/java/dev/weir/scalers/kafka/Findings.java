package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.kafka.KafkaReading.Partition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** What an {@link Inquiry} has found out so far, and what each question makes of it. Each part is a value or why there is none. */
final class Findings {

    private Map<String, Future<Map<TopicPartition, OffsetAndMetadata>>> committed = Map.of();
    private Map<String, Future<ConsumerGroupDescription>> members = Map.of();
    private Set<String> everyTopic = Set.of();
    private Map<String, Future<TopicDescription>> described = Map.of();
    private Map<TopicPartition, Future<ListOffsetsResultInfo>> ends = Map.of();

    Findings with(Map<String, Future<Map<TopicPartition, OffsetAndMetadata>>> found) {
        committed = found;
        return this;
    }

    void members(Map<String, Future<ConsumerGroupDescription>> found) {
        members = found;
    }

    void everyTopic(Set<String> found) {
        everyTopic = found;
    }

    void described(Map<String, Future<TopicDescription>> found) {
        described = found;
    }

    void ends(Map<TopicPartition, Future<ListOffsetsResultInfo>> found) {
        ends = found;
    }

    /**
     * Whether the question is about all topics there are: without a topic that of {@code apache-kafka} always is, that of
     * {@code kafka} is while its group has committed nothing yet, which is what its empty list of topics means to a broker.
     */
    boolean needsEveryTopic(KafkaQuestion question) {
        return question.topics().isEmpty()
                && (question.dialect() == Dialect.APACHE || hasCommittedNothing(question.group()));
    }

    /** The topics that a question is about. */
    Collection<String> topics(KafkaQuestion question) {
        if (!question.topics().isEmpty()) {
            return question.topics();
        }
        return needsEveryTopic(question) ? everyTopic : topicsOf(question.group());
    }

    /** Not of a group that could not be read. */
    private boolean hasCommittedNothing(String group) {
        Future<Map<TopicPartition, OffsetAndMetadata>> found = committed.get(group);
        return found != null && found.succeeded() && found.result().isEmpty();
    }

    private Set<String> topicsOf(String group) {
        Set<String> topics = new TreeSet<>();
        Future<Map<TopicPartition, OffsetAndMetadata>> found = committed.get(group);
        if (found != null && found.succeeded()) {
            found.result().keySet().forEach(partition -> topics.add(partition.topic()));
        }
        return topics;
    }

    /** All partitions that somebody leads. */
    Stream<TopicPartition> readable() {
        return described.entrySet().stream()
                .filter(topic -> topic.getValue().succeeded())
                .flatMap(topic -> topic.getValue().result().partitions().stream()
                        .filter(Findings::isLed)
                        .map(partition -> new TopicPartition(topic.getKey(), partition.partition())));
    }

    private static boolean isLed(TopicPartitionInfo partition) {
        Node leader = partition.leader();
        return leader != null && !leader.isEmpty();
    }

    /** What the question comes to; fails with a {@link SourceException}. */
    Future<KafkaReading> answer(KafkaQuestion question) {
        try {
            requireMembers(question);
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    found("group " + question.group(), committed.get(question.group()));
            List<Partition> partitions = new ArrayList<>();
            for (String topic : new TreeSet<>(topics(question))) {
                for (TopicPartitionInfo partition : partitions(question, topic)) {
                    TopicPartition name = new TopicPartition(topic, partition.partition());
                    OffsetAndMetadata offset = offsets.get(name);
                    partitions.add(new Partition(
                            topic,
                            partition.partition(),
                            offset == null ? KafkaReading.NONE : offset.offset(),
                            end(question, name)));
                }
            }
            boolean unread = partitions.stream().allMatch(partition -> partition.latest() == KafkaReading.NONE);
            return unread && !partitions.isEmpty()
                    ? Future.failedFuture(new SourceException(question + ": the end of no partition can be read"))
                    : Future.succeededFuture(new KafkaReading(partitions));
        } catch (SourceException e) {
            return Future.failedFuture(e);
        }
    }

    /** {@code apache-kafka} without a topic needs somebody who consumes. */
    private void requireMembers(KafkaQuestion question) {
        if (!question.needsMembers()) {
            return;
        }
        Future<ConsumerGroupDescription> group = members.get(question.group());
        boolean missing = group != null && group.failed() && KafkaFaults.isMissingGroup(group.cause());
        if (missing || found("group " + question.group(), group).members().isEmpty()) {
            throw new SourceException(question + " has no members; without a topic it needs one");
        }
    }

    private List<TopicPartitionInfo> partitions(KafkaQuestion question, String topic) {
        Future<TopicDescription> description = described.get(topic);
        boolean lenient = question.dialect() == Dialect.APACHE;
        return lenient && (description == null || description.failed())
                ? List.of()
                : found("topic " + topic, description).partitions();
    }

    private long end(KafkaQuestion question, TopicPartition partition) {
        Future<ListOffsetsResultInfo> end = ends.get(partition);
        if (end != null && end.succeeded()) {
            return end.result().offset();
        }
        if (question.dialect() == Dialect.APACHE) {
            return KafkaReading.NONE;
        }
        String what = "partition " + partition.partition() + " of topic " + partition.topic();
        if (end == null) {
            throw new SourceException(what + " has no leader");
        }
        throw KafkaFaults.of(what, end.cause());
    }

    private static <T> T found(String what, @Nullable Future<T> future) {
        if (future == null) {
            throw new SourceException(what + ": no answer");
        }
        if (future.failed()) {
            throw KafkaFaults.of(what, future.cause());
        }
        return future.result();
    }
}
