package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.TlsSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Servers that belong together, and who asks them: whoever has the same shares a client.
 *
 * @param nodes the server, some of the cluster's, or the sentinels; in no order that matters
 * @param login to servers that hold keys
 * @param master the name that sentinels know the server by; empty without sentinels
 * @param sentinels the login to those; null without
 * @param tls of servers and sentinels; null for none
 */
record RedisUpstream(
        Topology topology,
        List<RedisNode> nodes,
        RedisLogin login,
        String master,
        @Nullable RedisLogin sentinels,
        @Nullable TlsSettings tls) {

    RedisUpstream {
        nodes = List.copyOf(nodes);
    }

    /** Who is asked, without secrets. */
    String address() {
        return (tls == null ? "redis://" : "rediss://")
                + nodes.stream().map(RedisNode::toString).collect(Collectors.joining(","));
    }

    /** One of the servers, as messages name it. */
    String at(String role, RedisNode node) {
        return topology == Topology.SINGLE ? address() : address() + ", " + role + " " + node;
    }

    void into(SourceKeys.Question question) {
        question.with("topology", topology)
                .with("nodes", nodes.stream().map(RedisNode::toString).collect(Collectors.joining(",")))
                .with("user", login.user())
                .with("password", login.password())
                .with("database", login.database())
                .with("master", master);
        if (sentinels != null) {
            question.with("sentinels.user", sentinels.user()).with("sentinels.password", sentinels.password());
        }
        if (tls != null) {
            question.with("tls", true);
            tls.into(question);
        }
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return address();
    }
}
