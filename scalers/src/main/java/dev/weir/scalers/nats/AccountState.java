package dev.weir.scalers.nats;

import dev.weir.scalers.document.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of an account.
 *
 * @param failures of nodes that did not answer
 */
public record AccountState(List<ConsumerState> consumers, List<String> failures) {

    public AccountState {
        consumers = List.copyOf(consumers);
        failures = List.copyOf(failures);
    }

    /** Reads an answer of {@code /jsz}; {@code node} is the name of who answered, or null where it is the only one. */
    static AccountState read(JsonValue answer, NatsConfig config, @Nullable String node) {
        List<ConsumerState> consumers = new ArrayList<>();
        for (JsonValue account : answer.at("account_details").elements()) {
            boolean meant = account.at("id").text().equals(config.accountId())
                    || account.at("name").text().equals(config.account());
            if (meant) {
                account.at("stream_detail")
                        .elements()
                        .forEach(stream -> stream.at("consumer_detail")
                                .elements()
                                .forEach(consumer ->
                                        consumers.add(consumer(stream.at("name").text(), consumer, node))));
            }
        }
        return new AccountState(consumers, List.of());
    }

    private static ConsumerState consumer(String stream, JsonValue consumer, @Nullable String node) {
        String leader = consumer.at("cluster", "leader").text();
        return new ConsumerState(
                stream,
                consumer.at("name").text(),
                leader,
                node == null || leader.isEmpty() || leader.equals(node),
                consumer.at("num_pending").number().orElse(0),
                consumer.at("num_ack_pending").number().orElse(0));
    }

    /** Of each consumer what its leader said, if it did. */
    static AccountState merged(List<AccountState> answers, List<String> failures) {
        Map<List<String>, ConsumerState> best = new LinkedHashMap<>();
        for (AccountState answer : answers) {
            for (ConsumerState consumer : answer.consumers) {
                best.merge(
                        List.of(consumer.stream(), consumer.name()), consumer, (one, other) -> one.led() ? one : other);
            }
        }
        return new AccountState(List.copyOf(best.values()), failures);
    }

    Optional<ConsumerState> find(String stream, String consumer) {
        return consumers.stream().filter(state -> state.is(stream, consumer)).findFirst();
    }

    /** Whether every consumer's leader has been heard. */
    boolean complete() {
        return failures.isEmpty() && consumers.stream().allMatch(ConsumerState::led);
    }

    /** Ends a sentence about something that is not there. */
    String why() {
        return failures.isEmpty() ? "" : "; " + failures.get(0);
    }
}
