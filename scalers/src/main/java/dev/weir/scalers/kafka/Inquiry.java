package dev.weir.scalers.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * One request for many questions: what the groups have committed, then which partitions the topics have, then where those
 * end; each is one exchange with each broker that knows, however many groups and topics there are. Lives on one context.
 *
 * <p>A group's offsets are asked for in all its topics: that is one question for all triggers of a group, and tells the
 * topics of one that names none.
 */
final class Inquiry {

    private final Admin admin;
    private final Context context;
    private final int stepMillis;

    /** {@code step} is how long each of the three may take. */
    Inquiry(Admin admin, Context context, Duration step) {
        this.admin = admin;
        this.context = context;
        this.stepMillis = (int) step.toMillis();
    }

    /** Fails as a whole where nothing came through the connection. */
    Future<Map<KafkaQuestion, Future<KafkaReading>>> run(Set<KafkaQuestion> questions) {
        Findings findings = new Findings();
        return committed(questions)
                .compose(groups -> members(findings.with(groups), questions))
                .compose(done -> everyTopic(findings, questions))
                .compose(done -> topics(findings, questions))
                .compose(done -> ends(findings))
                .map(done -> questions.stream().collect(Collectors.toMap(Function.identity(), findings::answer)));
    }

    private Future<Map<String, Future<Map<TopicPartition, OffsetAndMetadata>>>> committed(
            Set<KafkaQuestion> questions) {
        // Without partitions a spec means all of them.
        Map<String, ListConsumerGroupOffsetsSpec> groups = questions.stream()
                .map(KafkaQuestion::group)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
        var result = admin.listConsumerGroupOffsets(
                groups,
                new ListConsumerGroupOffsetsOptions().requireStable(false).timeoutMs(stepMillis));
        return settled(each(groups.keySet(), result::partitionsToOffsetAndMetadata));
    }

    /** Which groups have members; asked only for those whose answer depends on it. */
    private Future<?> members(Findings findings, Set<KafkaQuestion> questions) {
        Set<String> groups = questions.stream()
                .filter(KafkaQuestion::needsMembers)
                .map(KafkaQuestion::group)
                .collect(Collectors.toCollection(TreeSet::new));
        return groups.isEmpty()
                ? Future.succeededFuture()
                : settled(admin.describeConsumerGroups(
                                        groups, new DescribeConsumerGroupsOptions().timeoutMs(stepMillis))
                                .describedGroups())
                        .onSuccess(findings::members);
    }

    private Future<?> everyTopic(Findings findings, Set<KafkaQuestion> questions) {
        if (questions.stream().noneMatch(findings::needsEveryTopic)) {
            return Future.succeededFuture();
        }
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true).timeoutMs(stepMillis))
                .names();
        return Future.fromCompletionStage(names.toCompletionStage(), context).onSuccess(findings::everyTopic);
    }

    private Future<?> topics(Findings findings, Set<KafkaQuestion> questions) {
        Set<String> names = questions.stream()
                .flatMap(question -> findings.topics(question).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty()
                ? Future.succeededFuture()
                : settled(admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(stepMillis))
                                .topicNameValues())
                        .onSuccess(findings::described);
    }

    private Future<?> ends(Findings findings) {
        Map<TopicPartition, OffsetSpec> partitions =
                findings.readable().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        if (partitions.isEmpty()) {
            return Future.succeededFuture();
        }
        ListOffsetsResult result = admin.listOffsets(
                partitions, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(stepMillis));
        return settled(each(partitions.keySet(), result::partitionResult)).onSuccess(findings::ends);
    }

    private static <K, T> Map<K, KafkaFuture<T>> each(Collection<K> keys, Function<K, KafkaFuture<T>> future) {
        Map<K, KafkaFuture<T>> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key, future.apply(key)));
        return all;
    }

    /** Once all of them are over; fails if each of them has failed for the connection's sake. One hop to the context for all. */
    private <K, T> Future<Map<K, Future<T>>> settled(Map<K, KafkaFuture<T>> asked) {
        CompletableFuture<?>[] over = asked.values().stream()
                .map(future -> future.toCompletionStage()
                        .handle((value, fault) -> true)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return Future.fromCompletionStage(CompletableFuture.allOf(over), context)
                .compose(done -> {
                    Map<K, Future<T>> results = new HashMap<>();
                    asked.forEach((key, future) -> results.put(key, result(future)));
                    boolean cutOff =
                            !results.isEmpty() && results.values().stream().allMatch(Inquiry::isOfTheConnection);
                    return cutOff
                            ? Future.failedFuture(
                                    results.values().iterator().next().cause())
                            : Future.succeededFuture(results);
                });
    }

    private static boolean isOfTheConnection(Future<?> result) {
        return result.failed() && KafkaFaults.isOfTheConnection(result.cause());
    }

    /** It is over: nothing is waited for. */
    private static <T> Future<T> result(KafkaFuture<T> future) {
        try {
            return Future.succeededFuture(future.get());
        } catch (ExecutionException e) {
            return Future.failedFuture(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Future.failedFuture(e);
        }
    }
}
