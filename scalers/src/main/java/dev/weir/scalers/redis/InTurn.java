package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Servers that know the same. The one that answered last is asked first; one that fails goes to the end, so that a few that
 * are silent cannot keep the others from being asked for ever. At most {@value #MOST} are kept beside those named at first.
 */
final class InTurn {

    private static final int MOST = 64;

    private final List<RedisNode> seeds;
    private List<RedisNode> line;

    InTurn(List<RedisNode> seeds) {
        this.seeds = List.copyOf(seeds);
        this.line = new ArrayList<>(seeds);
    }

    /** Those named at first, and these; the one that answered last stays in front. */
    void know(Collection<RedisNode> more) {
        List<RedisNode> all = new ArrayList<>(line.subList(0, 1));
        seeds.stream().filter(node -> !all.contains(node)).forEach(all::add);
        more.stream().filter(node -> !all.contains(node)).limit(MOST).forEach(all::add);
        line = all;
    }

    /** The first answer; each is asked once at most. Fails with what the first of them had to say. */
    <T> Future<T> ask(Function<RedisNode, Future<T>> question) {
        return ask(question, line.size(), new ArrayList<>());
    }

    private <T> Future<T> ask(Function<RedisNode, Future<T>> question, int left, List<String> failures) {
        RedisNode node = line.get(0);
        return question.apply(node).recover(fault -> {
            failures.add(String.valueOf(fault.getMessage()));
            line.remove(node);
            line.add(node);
            return left > 1 ? ask(question, left - 1, failures) : Future.failedFuture(all(failures));
        });
    }

    private static SourceException all(List<String> failures) {
        int more = failures.size() - 1;
        return new SourceException(failures.get(0)
                + (more == 0 ? "" : "; " + (more == 1 ? "another one failed, too" : more + " others failed, too")));
    }
}
