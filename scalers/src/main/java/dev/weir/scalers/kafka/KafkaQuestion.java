package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceKeys;
import java.util.List;

/**
 * What is asked of a cluster.
 *
 * @param topics empty for those of the group ({@code kafka}) or of the cluster ({@code apache-kafka})
 */
record KafkaQuestion(Dialect dialect, String group, List<String> topics) {

    KafkaQuestion {
        topics = List.copyOf(topics);
    }

    /** Whether its answer depends on somebody consuming. */
    boolean needsMembers() {
        return dialect == Dialect.APACHE && topics.isEmpty();
    }

    /** What metrics call it. */
    String name() {
        return topics.isEmpty() ? group + "-topics" : String.join(",", topics);
    }

    void into(SourceKeys.Question question) {
        question.with("group", group).with("topics", String.join(",", topics));
    }

    /** In words, for messages. */
    @Override
    public String toString() {
        return "group " + group + (topics.isEmpty() ? "" : ", topic " + String.join(",", topics));
    }
}
