package dev.weir.gateway.external;

import dev.weir.gateway.passthrough.Offer;
import dev.weir.gateway.passthrough.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that discovery says about one set of resources, encoded once.
 *
 * @param offer of the adapter that it was made of
 * @param resources the list of the version
 * @param v2 everything in one document
 * @param v2beta1 the same in its former version
 */
record Catalog(Offer offer, Document resources, Document v2, Document v2beta1) {

    /** Ours and whatever the adapter has beside it. */
    static Catalog with(Offer offer) {
        List<Resource> all = new ArrayList<>(List.of(Documents.OURS));
        Set<String> names = new HashSet<>(Set.of(Documents.OURS.name()));
        offer.resources().stream()
                .filter(resource -> names.add(resource.name()))
                .forEach(all::add);
        return new Catalog(
                offer, Documents.resources(all), Documents.aggregated("v2", all), Documents.aggregated("v2beta1", all));
    }
}
