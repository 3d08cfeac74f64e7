package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.redis.resp.Answer;
import dev.weir.scalers.redis.resp.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The masters of a cluster by the slots that they hold. Any server of it tells; asked is the first that answers, and again
 * when a key was elsewhere or a server failed.
 */
final class ClusterRoute implements Route {

    private final Links nodes;
    private final InTurn line;
    private NavigableMap<Integer, Range> ranges = new TreeMap<>();
    private boolean doubted = true;
    private RedisNode any;

    ClusterRoute(RedisUpstream upstream, Links nodes) {
        this.nodes = nodes;
        this.line = new InTurn(upstream.nodes());
        this.any = upstream.nodes().get(0);
    }

    /** Slots from the key of its entry in the map to {@code last}. */
    private record Range(int last, RedisNode master) {}

    @Override
    public Future<Void> find() {
        return doubted ? line.ask(this::ask) : Future.succeededFuture();
    }

    private Future<Void> ask(RedisNode node) {
        Link link = nodes.to(node);
        return link.ask(List.of(Command.of("CLUSTER", "SLOTS"))).map(answers -> {
            Answer answer = answers.get(0);
            if (answer.refusal().isPresent()) {
                throw new SourceException(link.peer() + ": " + answer.refusal().get());
            }
            learn(node, answer);
            return null;
        });
    }

    private void learn(RedisNode asked, Answer answer) {
        NavigableMap<Integer, Range> found = new TreeMap<>();
        for (Answer range : answer.items()) {
            OptionalLong first = range.item(0).number();
            OptionalLong last = range.item(1).number();
            OptionalLong port = range.item(2).item(1).number();
            // Port 0 is that of a server which does not listen in the way it was asked.
            if (first.isPresent() && last.isPresent() && port.orElse(0) > 0 && port.getAsLong() <= 65_535) {
                RedisNode master = new RedisNode(host(range.item(2).item(0), asked), (int) port.getAsLong());
                found.put((int) first.getAsLong(), new Range((int) last.getAsLong(), master));
            }
        }
        ranges = found;
        any = asked;
        doubted = false;
        List<RedisNode> masters =
                found.values().stream().map(Range::master).distinct().toList();
        line.know(masters);
        List<RedisNode> kept = new ArrayList<>(masters);
        kept.add(asked);
        nodes.keepOnly(kept);
    }

    /** A server that does not know its own name is where it was asked. */
    private static String host(Answer answer, RedisNode asked) {
        String host = answer.text();
        return host.isEmpty() || host.equals("?") ? asked.host() : host;
    }

    /** Where nobody is known to hold the key's slot, any server has the words for it. */
    @Override
    public Link to(String key) {
        int slot = Slot.of(key);
        Map.Entry<Integer, Range> range = ranges.floorEntry(slot);
        boolean held = range != null && slot <= range.getValue().last();
        return nodes.to(held ? range.getValue().master() : any);
    }

    @Override
    public Optional<Link> elsewhere(RedisNode node) {
        return Optional.of(nodes.to(node));
    }

    @Override
    public boolean doubt() {
        doubted = true;
        return true;
    }

    @Override
    public Future<Void> close() {
        return nodes.close();
    }
}
