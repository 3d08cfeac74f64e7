package dev.weir.controller.cloudevents;

import java.util.List;
import java.util.Map;

/**
 * What became of events so far, of the sources that there are.
 *
 * @param waiting events by the namespace of their source
 */
public record Emissions(List<Emitted> emitted, Map<String, Long> waiting) {

    public static final Emissions NONE = new Emissions(List.of(), Map.of());

    public Emissions {
        emitted = List.copyOf(emitted);
        waiting = Map.copyOf(waiting);
    }

    /**
     * Attempts that ended alike.
     *
     * @param namespace of the source, {@code default} if it has none
     * @param source its name
     * @param sink {@code http} or {@code azureEventGridTopic}
     * @param state {@code emitted} or {@code failed}
     */
    public record Emitted(String namespace, String source, String sink, String state, long count) {}
}
