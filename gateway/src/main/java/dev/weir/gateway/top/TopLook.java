package dev.weir.gateway.top;

import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.source.SourceKey;
import dev.weir.controller.observed.TopObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything; does not change.
 *
 * @param at when
 * @param polls how often each source was asked until then
 * @param since how long ago the look before was; null if there was none
 * @param before how often each source had been asked until then
 * @param gets how often metrics were read until then
 * @param getsBefore how often until the look before
 */
record TopLook(
        Instant at,
        List<SourceStatus> sources,
        List<TopObject> objects,
        String replica,
        boolean leading,
        int members,
        Map<SourceKey, Long> polls,
        @Nullable Duration since,
        Map<SourceKey, Long> before,
        double gets,
        double getsBefore) {

    private static final double MILLIS = 1_000.0;
    private static final double NANOS_PER_MILLI = 1_000_000.0;

    static TopLook take(Top top, Instant at, double gets, @Nullable TopLook previous) {
        List<SourceStatus> sources = top.sources().get();
        Map<SourceKey, Long> polls = new HashMap<>();
        sources.forEach(source -> polls.put(source.key(), source.polls()));
        return new TopLook(
                at,
                sources,
                top.objects().get(),
                top.replica(),
                top.leading().getAsBoolean(),
                top.members().getAsInt(),
                polls,
                previous == null ? null : Duration.between(previous.at, at),
                previous == null ? Map.of() : previous.polls,
                gets,
                previous == null ? 0 : previous.gets);
    }

    /** A part of it, as readers get it. */
    JsonObject answer(TopQuery query, String version) {
        List<TopObject> matching = query.namespace().isEmpty()
                ? objects
                : objects.stream()
                        .filter(object -> object.namespace().equals(query.namespace()))
                        .toList();
        Runtime runtime = Runtime.getRuntime();
        JsonArray sourceItems = new JsonArray();
        sources.stream()
                .sorted(sourceOrder(query.sort()))
                .limit(query.limit())
                .forEach(source -> sourceItems.add(json(source)));
        JsonArray objectItems = new JsonArray();
        matching.stream()
                .sorted(objectOrder(query.sort()))
                .limit(query.limit())
                .forEach(object -> objectItems.add(json(object)));
        return new JsonObject()
                .put("version", version)
                .put("takenAt", at.toString())
                .put("replica", replica)
                .put("leader", leading)
                .put("members", members)
                .put("memoryBytes", runtime.totalMemory() - runtime.freeMemory())
                .put("memoryLimitBytes", runtime.maxMemory())
                .put("pollsPerSecond", sum())
                .put("getsPerSecond", rate(gets - getsBefore))
                .put(
                        "sources",
                        new JsonObject()
                                .put("total", sources.size())
                                .put(
                                        "failing",
                                        sources.stream()
                                                .filter(source -> source.failures() > 0)
                                                .count())
                                .put("items", sourceItems))
                .put(
                        "objects",
                        new JsonObject()
                                .put("total", objects.size())
                                .put("matching", matching.size())
                                .put(
                                        "notReady",
                                        matching.stream()
                                                .filter(object -> !object.ready())
                                                .count())
                                .put("items", objectItems));
    }

    private @Nullable Double sum() {
        return rate(polls.entrySet().stream()
                .mapToLong(source -> source.getValue() - before.getOrDefault(source.getKey(), 0L))
                .sum());
    }

    private @Nullable Double rate(double times) {
        return since == null || since.isZero()
                ? null
                : Math.round(Math.max(0, times) * MILLIS * 100 / since.toMillis()) / 100.0;
    }

    private JsonObject json(SourceStatus source) {
        Long known = before.get(source.key());
        Duration took = source.took();
        return new JsonObject()
                .put("type", source.key().type())
                .put("key", source.key().digest())
                .put("upstream", source.upstream())
                .put("intervalSeconds", source.interval().toMillis() / MILLIS)
                .put(
                        "ageSeconds",
                        source.age(at).map(age -> age.toMillis() / MILLIS).orElse(null))
                .put("failures", source.failures())
                .put("failure", source.lastFailure())
                .put("subscribers", source.subscribers())
                .put("polls", source.polls())
                .put("pollsPerSecond", rate(source.polls() - (known == null ? 0 : known)))
                .put("tookMillis", took == null ? null : took.toNanos() / NANOS_PER_MILLI)
                .put("state", source.state());
    }

    private static JsonObject json(TopObject object) {
        return new JsonObject()
                .put("kind", object.kind())
                .put("namespace", object.namespace())
                .put("name", object.name())
                .put("replicas", object.replicas())
                .put("desired", object.desired())
                .put("active", object.active())
                .put("triggers", object.triggers())
                .put("ready", object.ready())
                .put("paused", object.paused())
                .put("fallback", object.fallback())
                .put("reason", object.reason());
    }

    private static int replicas(TopObject object) {
        Integer known = object.replicas();
        return known == null ? -1 : known;
    }

    private Comparator<SourceStatus> sourceOrder(String sort) {
        Comparator<SourceStatus> byName = Comparator.<SourceStatus, String>comparing(
                        source -> source.key().type())
                .thenComparing(SourceStatus::upstream)
                .thenComparing(source -> source.key().digest());
        Comparator<SourceStatus> first = switch (sort) {
            case "age" ->
                Comparator.comparing((SourceStatus source) ->
                                source.age(at).map(Duration::toMillis).orElse(Long.MAX_VALUE))
                        .reversed();
            case "polls" -> Comparator.comparingLong(SourceStatus::polls).reversed();
            case "subscribers" ->
                Comparator.comparingInt(SourceStatus::subscribers).reversed();
            case "name" -> byName;
            default -> Comparator.comparingInt(SourceStatus::failures).reversed();
        };
        return first.thenComparing(byName);
    }

    private static Comparator<TopObject> objectOrder(String sort) {
        Comparator<TopObject> byName = Comparator.comparing(TopObject::namespace)
                .thenComparing(TopObject::name)
                .thenComparing(TopObject::kind);
        Comparator<TopObject> first = switch (sort) {
            case "name" -> byName;
            case "replicas" -> Comparator.comparingInt(TopLook::replicas).reversed();
            default ->
                Comparator.comparingInt(TopObject::failures)
                        .reversed()
                        .thenComparing(object -> object.ready() || object.paused());
        };
        return first.thenComparing(byName);
    }
}
