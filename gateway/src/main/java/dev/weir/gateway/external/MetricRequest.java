package dev.weir.gateway.external;

import dev.weir.cache.board.MetricId;
import dev.weir.gateway.http.PercentCoding;
import dev.weir.gateway.http.StatusReply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a URI below the metrics of a namespace asks for: a metric of an owner, or something that is refused. */
sealed interface MetricRequest {

    /** The label that names the object a metric belongs to. */
    String OWNER_LABEL = "scaledobject.keda.sh/name";

    /** For whoever wants to be told of changes. */
    StatusReply NO_WATCH = new StatusReply(
            405,
            "MethodNotAllowed",
            "watch is not supported on metrics: they are read with GET, each time that they are wanted");

    /**
     * A metric.
     *
     * @param requested its name as written by the reader
     */
    record Read(String requested, MetricId id) implements MetricRequest {}

    /**
     * A metric that no object of ours can have: whoever asks means somebody else's.
     *
     * @param reply what is said where there is nobody else
     */
    record Foreign(String namespace, String metric, StatusReply reply) implements MetricRequest {}

    /** Something that cannot be answered whatever the board holds. */
    record Refused(StatusReply reply) implements MetricRequest {}

    /** Reads the rest of a URI after {@code …/namespaces/}, query included. */
    static MetricRequest parse(String rest) {
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1 || path.indexOf('/', slash + 1) >= 0) {
            return new Refused(StatusReply.notFound());
        }
        Optional<String> namespace = PercentCoding.decode(path.substring(0, slash), false);
        Optional<String> metric = PercentCoding.decode(path.substring(slash + 1), false);
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        Optional<String> selector = selector(query);
        if (namespace.isEmpty() || metric.isEmpty() || selector.isEmpty()) {
            return new Refused(StatusReply.badRequest("the request URI is not well percent-encoded UTF-8"));
        }
        return watches(query) ? new Refused(NO_WATCH) : select(namespace.get(), metric.get(), selector.get());
    }

    private static boolean watches(String query) {
        String wanted = parameter(query, "watch");
        return wanted != null && !wanted.equals("false") && !wanted.equals("0");
    }

    private static MetricRequest select(String namespace, String metric, String text) {
        LabelSelector selector;
        try {
            selector = LabelSelector.parse(text);
        } catch (InvalidSelectorException unusable) {
            return new Refused(StatusReply.badRequest(unusable.reason()));
        }
        Optional<LabelSelector.Requirement> set = selector.firstOfSet();
        if (set.isPresent()) {
            return foreign(namespace, metric, "invalid selector: [" + set.get().text() + "]");
        }
        String owner = selector.valueOf(OWNER_LABEL);
        if (owner.isEmpty()) {
            return foreign(namespace, metric, "scaledObject name is not specified");
        }
        return new Read(metric, new MetricId(namespace, metric, owner));
    }

    private static MetricRequest foreign(String namespace, String metric, String message) {
        return new Foreign(namespace, metric, StatusReply.failure(message));
    }

    /** The first label selector of a query, empty text if there is none; nothing if it is badly encoded. */
    private static Optional<String> selector(String query) {
        String raw = parameter(query, "labelSelector");
        return raw == null ? Optional.of("") : PercentCoding.decode(raw, true);
    }

    private static @Nullable String parameter(String query, String wanted) {
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            String pair = query.substring(start, end < 0 ? query.length() : end);
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (PercentCoding.decode(name, true).filter(wanted::equals).isPresent()) {
                return equals < 0 ? "" : pair.substring(equals + 1);
            }
            start += pair.length() + 1;
        }
        return null;
    }
}
