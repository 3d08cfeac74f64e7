package dev.weir.cache.board;

import java.util.Locale;

/**
 * The name under which a value is published.
 *
 * @param namespace the namespace of the owner
 * @param name the metric's name; compared without regard to case, as KEDA does
 * @param owner the object that the metric belongs to
 */
public record MetricId(String namespace, String name, String owner) {

    public MetricId {
        name = name.toLowerCase(Locale.ROOT);
    }
}
