package dev.weir.scalers.redis;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.redis.resp.Answer;
import dev.weir.scalers.redis.resp.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One request for many keys: a pipeline for each server that holds some of them. What a cluster holds elsewhere than was
 * thought is asked there, and what a failed server had is asked where it is now, at most {@value #ROUNDS} rounds in all.
 * Belongs to one context.
 */
final class Inquiry {

    private static final int ROUNDS = 4;

    private final Route route;
    private final Map<RedisQuestion, Future<RedisReading>> answers = new HashMap<>();
    private final Map<RedisQuestion, Target> next = new LinkedHashMap<>();
    private final Map<RedisQuestion, Link> lost = new LinkedHashMap<>();

    Inquiry(Route route) {
        this.route = route;
    }

    /**
     * Where a question goes.
     *
     * @param announced whether the server takes it only because another one sent it there
     */
    private record Target(Link link, boolean announced) {}

    Future<Map<RedisQuestion, Future<RedisReading>>> run(Set<RedisQuestion> questions) {
        return route.find().compose(found -> {
            questions.forEach(question -> next.put(question, new Target(route.to(question.key()), false)));
            return rounds(ROUNDS).map(done -> answers);
        });
    }

    private Future<Void> rounds(int left) {
        if (next.isEmpty() || left == 0) {
            return Future.succeededFuture();
        }
        Map<Link, Map<RedisQuestion, Target>> byLink = new LinkedHashMap<>();
        next.forEach((question, target) -> byLink.computeIfAbsent(target.link(), link -> new LinkedHashMap<>())
                .put(question, target));
        next.clear();
        List<Future<Void>> asking = new ArrayList<>();
        byLink.forEach((link, questions) -> asking.add(ask(link, questions)));
        return Future.join(asking).compose(done -> again()).compose(ready -> rounds(left - 1));
    }

    /** Finds the servers anew if one failed; what it had may be elsewhere now. */
    private Future<Void> again() {
        if (lost.isEmpty()) {
            return Future.succeededFuture();
        }
        return route.find()
                .onSuccess(found -> lost.forEach((question, was) -> {
                    Link now = route.to(question.key());
                    if (now != was) {
                        next.put(question, new Target(now, false));
                    }
                }))
                .transform(found -> {
                    lost.clear();
                    return Future.succeededFuture();
                });
    }

    private Future<Void> ask(Link link, Map<RedisQuestion, Target> questions) {
        List<Command> commands = new ArrayList<>();
        boolean version = questions.keySet().stream().anyMatch(RedisQuestion::needsVersion);
        if (version) {
            commands.add(RedisQuestion.versionCommand());
        }
        questions.forEach((question, target) -> question.commands().forEach(command -> {
            if (target.announced()) {
                commands.add(Command.of("ASKING"));
            }
            commands.add(command);
        }));
        return link.ask(commands).transform(result -> {
            if (result.succeeded()) {
                read(link, questions, result.result(), version);
            } else {
                failed(link, questions.keySet(), result.cause());
            }
            return Future.succeededFuture();
        });
    }

    private void read(Link link, Map<RedisQuestion, Target> questions, List<Answer> all, boolean version) {
        Answer info = version ? all.get(0) : new Answer.Nothing();
        int at = version ? 1 : 0;
        for (Map.Entry<RedisQuestion, Target> asked : questions.entrySet()) {
            RedisQuestion question = asked.getKey();
            List<Answer> own = new ArrayList<>();
            for (int i = 0; i < question.commands().size(); i++) {
                at += asked.getValue().announced() ? 1 : 0;
                own.add(all.get(at++));
            }
            answers.put(question, reading(question, own, info, link.peer()));
            Redirect.in(own).ifPresent(redirect -> follow(redirect, question, link));
        }
    }

    private static Future<RedisReading> reading(RedisQuestion question, List<Answer> own, Answer info, String peer) {
        try {
            return Future.succeededFuture(question.read(own, info, peer));
        } catch (SourceException e) {
            return Future.failedFuture(e);
        }
    }

    private void follow(Redirect redirect, RedisQuestion question, Link asked) {
        route.elsewhere(redirect.from(asked.node())).ifPresent(link -> {
            next.put(question, new Target(link, redirect.once()));
            if (!redirect.once()) {
                route.doubt();
            }
        });
    }

    /** The failure stands unless another server can be found. */
    private void failed(Link link, Set<RedisQuestion> questions, Throwable cause) {
        boolean again = route.doubt();
        for (RedisQuestion question : questions) {
            answers.put(question, Future.failedFuture(cause));
            if (again) {
                lost.put(question, link);
            }
        }
    }
}
