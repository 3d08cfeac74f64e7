package dev.weir.gateway.prometheus.upstream;

import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.gateway.prometheus.query.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request to an upstream.
 *
 * @param path behind the upstream's own, such as {@code /api/v1/query}
 * @param tenants headers that say on whose behalf, by lower-case name
 * @param authorization what proves who asks; a secret
 */
public record Inquiry(String path, Parameters parameters, Map<String, String> tenants, Optional<String> authorization) {

    private static final Set<String> POSTABLE = Set.of(
            "/api/v1/query",
            "/api/v1/query_range",
            "/api/v1/series",
            "/api/v1/labels",
            "/api/v1/query_exemplars",
            "/api/v1/format_query",
            "/api/v1/parse_query");

    public Inquiry {
        tenants = Map.copyOf(tenants);
    }

    public Inquiry with(Parameters other) {
        return new Inquiry(path, other, tenants, authorization);
    }

    /** Whether Prometheus takes the parameters as a form as well. */
    boolean postable() {
        return POSTABLE.contains(path);
    }

    /** Equal for requests that have the same answer; nothing of what is in it can be read or guessed. */
    public SourceKey key(SourceKeys keys, String upstream) {
        SourceKeys.Question question = keys.question("prometheus")
                .with("upstream", upstream)
                .with("path", path)
                .with("authorization", authorization.orElse(null));
        tenants.forEach((name, value) -> question.with("header." + name, value));
        Map<String, Integer> seen = new TreeMap<>();
        parameters.forEach(
                (name, value) -> question.with("parameter." + seen.merge(name, 1, Integer::sum) + "." + name, value));
        return question.key();
    }

    @Override
    public String toString() {
        return "Inquiry[" + path + "]";
    }
}
