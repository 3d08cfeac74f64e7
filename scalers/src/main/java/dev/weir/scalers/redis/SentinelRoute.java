package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.redis.resp.Answer;
import dev.weir.scalers.redis.resp.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The master that sentinels name. One is asked before each request, for a master that was replaced while nobody could tell it
 * so goes on answering. Where none answers, the master known so far does, as long as its connection holds. Sentinels tell of
 * each other: those found so are asked when the ones in the manifest are gone.
 */
final class SentinelRoute implements Route {

    private final RedisUpstream upstream;
    private final Links sentinels;
    private final Links masters;
    private final InTurn line;
    private @Nullable RedisNode master;

    SentinelRoute(RedisUpstream upstream, Links sentinels, Links masters) {
        this.upstream = upstream;
        this.sentinels = sentinels;
        this.masters = masters;
        this.line = new InTurn(upstream.nodes());
    }

    @Override
    public Future<Void> find() {
        return line.ask(this::ask)
                .onSuccess(found -> {
                    master = found;
                    masters.keepOnly(List.of(found));
                })
                .<Void>mapEmpty()
                .recover(fault -> {
                    RedisNode known = master;
                    return known != null && masters.to(known).isUp()
                            ? Future.succeededFuture()
                            : Future.failedFuture(fault);
                });
    }

    private Future<RedisNode> ask(RedisNode sentinel) {
        Link link = sentinels.to(sentinel);
        List<Command> commands = List.of(
                Command.of("SENTINEL", "GET-MASTER-ADDR-BY-NAME", upstream.master()),
                Command.of("SENTINEL", "SENTINELS", upstream.master()));
        return link.ask(commands).map(answers -> {
            RedisNode found = named(link, answers.get(0));
            List<RedisNode> others = others(answers.get(1));
            line.know(others);
            List<RedisNode> known = new ArrayList<>(upstream.nodes());
            known.addAll(others);
            known.add(sentinel);
            sentinels.keepOnly(known);
            return found;
        });
    }

    private RedisNode named(Link link, Answer answer) {
        if (answer.refusal().isPresent()) {
            throw new SourceException(link.peer() + ": " + answer.refusal().get());
        }
        RedisNode node = node(answer.item(0), answer.item(1));
        if (node == null) {
            throw new SourceException(link.peer() + ": knows no master \"" + upstream.master() + "\"");
        }
        return node;
    }

    /** None where it does not tell. */
    private static List<RedisNode> others(Answer answer) {
        List<RedisNode> all = new ArrayList<>();
        for (Answer one : answer.items()) {
            RedisNode node = node(one.named("ip"), one.named("port"));
            if (node != null) {
                all.add(node);
            }
        }
        return all;
    }

    private static @Nullable RedisNode node(Answer host, Answer port) {
        try {
            return new RedisNode(host.text(), Integer.parseInt(port.text()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Link to(String key) {
        RedisNode known = master;
        if (known == null) {
            throw new IllegalStateException("no master has been found");
        }
        return masters.to(known);
    }

    @Override
    public Optional<Link> elsewhere(RedisNode node) {
        return Optional.empty();
    }

    /** The next request asks for the master anyway. */
    @Override
    public boolean doubt() {
        return false;
    }

    @Override
    public Future<Void> close() {
        return Future.join(sentinels.close(), masters.close()).mapEmpty();
    }
}
