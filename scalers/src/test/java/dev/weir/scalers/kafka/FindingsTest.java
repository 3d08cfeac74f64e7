package dev.weir.scalers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.kafka.KafkaReading.Partition;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the two types make of what brokers answer, gaps included. */
final class FindingsTest {

    private static final Node BROKER = new Node(1, "localhost", 9092);

    private final Map<String, Future<Map<TopicPartition, OffsetAndMetadata>>> committed = new HashMap<>();
    private final Map<String, Future<ConsumerGroupDescription>> members = new HashMap<>();
    private final Map<String, Future<TopicDescription>> described = new HashMap<>();
    private final Map<TopicPartition, Future<ListOffsetsResultInfo>> ends = new HashMap<>();
    private final Findings findings = new Findings();

    @BeforeEach
    void whatBrokersSay() {
        committed.put("g", Future.succeededFuture(Map.of(at("orders", 0), new OffsetAndMetadata(3))));
        committed.put("new", Future.succeededFuture(Map.of()));
        describe("orders", BROKER, BROKER);
        describe("invoices", BROKER);
        end("orders", 0, 10);
        end("orders", 1, 20);
        end("invoices", 0, 30);
        findings.with(committed);
        findings.members(members);
        findings.described(described);
        findings.ends(ends);
        findings.everyTopic(Set.of("orders", "invoices"));
    }

    @Test
    void aTopicHasItsPartitionsWhateverWasCommitted() {
        for (Dialect dialect : Dialect.values()) {
            assertEquals(
                    List.of(new Partition("orders", 0, 3, 10), new Partition("orders", 1, -1, 20)),
                    read(dialect, "g", "orders"));
        }
    }

    @Test
    void withoutATopicTheGroupsOwnCount() {
        assertEquals(2, read(Dialect.KAFKA, "g").size());
    }

    /** An empty list of topics is every topic to a broker. */
    @Test
    void withoutATopicAGroupThatHasCommittedNothingIsAboutEveryTopic() {
        assertEquals(
                List.of(
                        new Partition("invoices", 0, -1, 30),
                        new Partition("orders", 0, -1, 10),
                        new Partition("orders", 1, -1, 20)),
                read(Dialect.KAFKA, "new"));
    }

    @Test
    void withoutATopicTheOtherTypeIsAboutEveryTopicAndNeedsAMember() {
        members.put("g", Future.succeededFuture(group(true)));
        assertEquals(3, read(Dialect.APACHE, "g").size());
        members.put("g", Future.succeededFuture(group(false)));
        assertEquals("group g has no members; without a topic it needs one", failure(Dialect.APACHE, "g"));
        members.put("g", Future.failedFuture(new GroupIdNotFoundException("Group g not found.")));
        assertEquals("group g has no members; without a topic it needs one", failure(Dialect.APACHE, "g"));
        members.put("g", Future.failedFuture(new GroupAuthorizationException("Group authorization failed.")));
        assertEquals("group g: Group authorization failed.", failure(Dialect.APACHE, "g"));
    }

    @Test
    void aGroupThatMayNotBeReadIsNotAboutEveryTopic() {
        committed.put("g", Future.failedFuture(new GroupAuthorizationException("Group authorization failed.")));
        KafkaQuestion question = new KafkaQuestion(Dialect.KAFKA, "g", List.of());
        assertFalse(findings.needsEveryTopic(question));
        assertTrue(findings.topics(question).isEmpty());
        assertEquals("group g: Group authorization failed.", failure(Dialect.KAFKA, "g"));
    }

    @Test
    void aGroupThatMayNotBeReadIsAFailure() {
        committed.put("g", Future.failedFuture(new GroupAuthorizationException("Group authorization failed.")));
        for (Dialect dialect : Dialect.values()) {
            assertEquals("group g: Group authorization failed.", failure(dialect, "g", "orders"));
        }
    }

    @Test
    void aTopicThatIsMissingIsAFailureOrNothing() {
        described.put("gone", Future.failedFuture(new UnknownTopicOrPartitionException("no")));
        described.put("secret", Future.failedFuture(new TopicAuthorizationException("Topic authorization failed.")));
        assertEquals("topic gone: it does not exist", failure(Dialect.KAFKA, "g", "gone"));
        assertEquals("topic secret: Topic authorization failed.", failure(Dialect.KAFKA, "g", "secret"));
        assertEquals(List.of(), read(Dialect.APACHE, "g", "gone"));
        assertEquals(2, read(Dialect.APACHE, "g", "gone", "orders").size());
    }

    @Test
    void aPartitionWithoutALeaderIsAFailureOrCountsAsUnread() {
        described.put(
                "orders",
                Future.succeededFuture(
                        new TopicDescription("orders", false, List.of(partition(0, BROKER), partition(1, null)))));
        ends.remove(at("orders", 1));
        assertEquals(
                List.of(at("orders", 0)),
                findings.readable().filter(p -> p.topic().equals("orders")).toList());
        assertEquals("partition 1 of topic orders has no leader", failure(Dialect.KAFKA, "g", "orders"));
        assertEquals(
                new Partition("orders", 1, -1, -1),
                read(Dialect.APACHE, "g", "orders").get(1));
    }

    @Test
    void anEndThatCannotBeReadIsAFailureOrCountsAsUnreadUnlessAllAre() {
        ends.put(at("orders", 1), Future.failedFuture(new NotLeaderOrFollowerException("not the leader")));
        assertEquals("partition 1 of topic orders: not the leader", failure(Dialect.KAFKA, "g", "orders"));
        assertEquals(
                new Partition("orders", 1, -1, -1),
                read(Dialect.APACHE, "g", "orders").get(1));
        ends.put(at("orders", 0), Future.failedFuture(new TimeoutException("too late")));
        assertEquals(
                "group g, topic orders: the end of no partition can be read", failure(Dialect.APACHE, "g", "orders"));
        assertEquals("partition 0 of topic orders: timed out", failure(Dialect.KAFKA, "g", "orders"));
    }

    private List<Partition> read(Dialect dialect, String group, String... topics) {
        Future<KafkaReading> answer = findings.answer(new KafkaQuestion(dialect, group, List.of(topics)));
        assertTrue(answer.succeeded(), () -> String.valueOf(answer.cause()));
        return answer.result().partitions();
    }

    private String failure(Dialect dialect, String group, String... topics) {
        Future<KafkaReading> answer = findings.answer(new KafkaQuestion(dialect, group, List.of(topics)));
        assertTrue(answer.failed(), () -> String.valueOf(answer.result()));
        assertEquals(SourceException.class, answer.cause().getClass());
        return answer.cause().getMessage();
    }

    private void describe(String topic, Node... leaders) {
        List<TopicPartitionInfo> partitions = Stream.iterate(0, i -> i < leaders.length, i -> i + 1)
                .map(i -> partition(i, leaders[i]))
                .collect(Collectors.toList());
        described.put(topic, Future.succeededFuture(new TopicDescription(topic, false, partitions)));
    }

    private void end(String topic, int partition, long offset) {
        ends.put(at(topic, partition), Future.succeededFuture(new ListOffsetsResultInfo(offset, -1, Optional.empty())));
    }

    private static TopicPartitionInfo partition(int id, Node leader) {
        return new TopicPartitionInfo(id, leader, List.of(BROKER), List.of(BROKER));
    }

    private static TopicPartition at(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }

    private static ConsumerGroupDescription group(boolean consumes) {
        MemberDescription member = new MemberDescription(
                "m",
                Optional.empty(),
                Optional.empty(),
                "c",
                "h",
                new MemberAssignment(Set.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new ConsumerGroupDescription(
                "g",
                false,
                consumes ? List.of(member) : List.of(),
                "range",
                GroupType.CLASSIC,
                GroupState.STABLE,
                BROKER,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }
}
