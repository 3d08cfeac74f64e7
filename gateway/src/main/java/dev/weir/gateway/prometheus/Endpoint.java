package dev.weir.gateway.prometheus;

import dev.weir.gateway.config.PrometheusSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of the read side of Prometheus's API a path names.
 *
 * @param upstream whose
 * @param path behind the upstream's own
 * @param kind which it is called in meters
 * @param post whether it may be asked by a form
 */
record Endpoint(String upstream, String path, String kind, boolean post) {

    static final String QUERY = "query";
    static final String RANGE = "query_range";

    private static final Pattern PATH = Pattern.compile("(?:/([A-Za-z0-9][A-Za-z0-9_.-]{0,62}))?/api/v1/(.{1,2000})");
    private static final Pattern VALUES = Pattern.compile("label/([A-Za-z0-9_:.%-]{1,1000})/values");

    /** What a server on the way might take for another path. */
    private static final Pattern PATH_ESCAPE =
            Pattern.compile("(?i)%(2e|2f|5c|25|0[0-9a-f]|1[0-9a-f]|7f)|%(?![0-9a-f]{2})");

    private static final Set<String> BY_FORM =
            Set.of(QUERY, RANGE, "series", "labels", "query_exemplars", "format_query", "parse_query");
    private static final Map<String, String> BY_GET = Map.ofEntries(
            Map.entry("metadata", "metadata"),
            Map.entry("targets", "targets"),
            Map.entry("targets/metadata", "targets"),
            Map.entry("scrape_pools", "targets"),
            Map.entry("rules", "rules"),
            Map.entry("alerts", "alerts"),
            Map.entry("alertmanagers", "alertmanagers"),
            Map.entry("features", "features"),
            Map.entry("status/buildinfo", "buildinfo"),
            Map.entry("status/runtimeinfo", "status"),
            Map.entry("status/flags", "status"),
            Map.entry("status/config", "status"),
            Map.entry("status/tsdb", "status"),
            Map.entry("status/walreplay", "status"));

    /** Empty for all that is not served: what writes, what administers, and what Prometheus does not have. */
    static Optional<Endpoint> of(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String upstream = parts.group(1) == null ? PrometheusSettings.DEFAULT : parts.group(1);
        String rest = parts.group(2);
        String whole = "/api/v1/" + rest;
        if (BY_FORM.contains(rest)) {
            return Optional.of(new Endpoint(upstream, whole, rest, true));
        }
        String kind = BY_GET.get(rest);
        if (kind == null && values(rest)) {
            kind = "values";
        }
        return Optional.ofNullable(kind).map(named -> new Endpoint(upstream, whole, named, false));
    }

    private static boolean values(String rest) {
        Matcher label = VALUES.matcher(rest);
        return label.matches()
                && !label.group(1).matches("\\.{1,2}")
                && !PATH_ESCAPE.matcher(label.group(1).toLowerCase(Locale.ROOT)).find();
    }
}
