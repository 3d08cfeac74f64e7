package dev.weir.gateway.passthrough;

import java.util.List;

/**
 * What the adapter offers, as it said last.
 *
 * @param resources that it lists; none while it cannot be asked
 * @param note why it could not be asked, as a sentence; empty if it could
 */
public record Offer(List<Resource> resources, String note) {

    /** Of nobody. */
    public static final Offer NONE = new Offer(List.of(), "");

    public Offer {
        resources = List.copyOf(resources);
    }
}
