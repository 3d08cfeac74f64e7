package dev.weir.cache.source;

import java.util.Map;

/**
 * What a source asks, in words that others who ask the same may use, for doors that answer them from what has been polled.
 * Only sources that ask without credentials have one.
 *
 * @param server who is asked, as the source was given it
 * @param text the query, as the source was given it
 * @param more what else is asked, by name; may hold what its owner takes for a secret
 * @param tenant on whose behalf, or empty
 */
public record Question(String server, String text, Map<String, String> more, String tenant) {

    public Question {
        more = Map.copyOf(more);
    }

    @Override
    public String toString() {
        return "Question[" + text + "]";
    }
}
