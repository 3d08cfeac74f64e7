package dev.weir.jmh.cluster;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many writes the API server has answered since it started, by resource and verb, from {@code apiserver_request_total} of
 * its own {@code /metrics}; refused ones count too.
 *
 * <p>The API server does not count by client, so only those kinds of writes are taken that Weir makes and nobody else does
 * while the bench runs:
 *
 * <ul>
 *   <li>ScaledObjects and their statuses: nobody else writes them, and the bench itself not between its measurements;
 *   <li>the scales of Deployments: the HPA controller would write them too, but the source says half of the threshold, for
 *       which one replica is right;
 *   <li>HPAs without their statuses, which are the HPA controller's;
 *   <li>events of {@code events.k8s.io}: the controllers of Kubernetes still write those of the core group, and the scheduler
 *       is kept away by a name that no scheduler has.
 * </ul>
 *
 * Leases are left out: they are written every 2 s however many objects there are. On a cluster that does something else
 * meanwhile, or behind several API servers, the figures are wrong.
 */
public record ApiWrites(Map<String, Long> counts) {

    private static final Pattern REQUESTS =
            Pattern.compile("^apiserver_request_total\\{([^}]*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern WRITES = Pattern.compile("POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION");
    private static final Pattern OF_WEIR = Pattern.compile(
            "keda\\.sh/scaledobjects(/status)?|apps/deployments/scale|autoscaling/horizontalpodautoscalers|events\\.k8s\\.io/events");

    public ApiWrites {
        counts = new TreeMap<>(counts);
    }

    /** From the text of {@code /metrics}. */
    static ApiWrites parse(String metrics) {
        Map<String, Long> counts = new TreeMap<>();
        Matcher line = REQUESTS.matcher(metrics);
        while (line.find()) {
            Map<String, String> labels = LABEL.matcher(line.group(1))
                    .results()
                    .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
            String verb = labels.getOrDefault("verb", "");
            if (WRITES.matcher(verb).matches()
                    && OF_WEIR.matcher(resource(labels)).matches()) {
                counts.merge(shortName(labels) + " " + verb, (long) Double.parseDouble(line.group(2)), Long::sum);
            }
        }
        return new ApiWrites(counts);
    }

    private static String resource(Map<String, String> labels) {
        return labels.getOrDefault("group", "") + "/" + shortName(labels);
    }

    private static String shortName(Map<String, String> labels) {
        String subresource = labels.getOrDefault("subresource", "");
        return labels.getOrDefault("resource", "") + (subresource.isEmpty() ? "" : "/" + subresource);
    }

    /** What came since an earlier look. */
    public ApiWrites since(ApiWrites earlier) {
        Map<String, Long> more = new TreeMap<>();
        counts.forEach((what, count) -> {
            long difference = count - earlier.counts.getOrDefault(what, 0L);
            if (difference != 0) {
                more.put(what, difference);
            }
        });
        return new ApiWrites(more);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public double perObject(int objects) {
        return Math.round(total() * 1_000.0 / objects) / 1_000.0;
    }

    public JsonObject json() {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }
}
