package dev.weir.controller.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Set;

/** Labels that what we make inherits from the object it is made for. */
final class Labels {

    private static final int LONGEST = 63;

    private Labels() {}

    /** Adds the owner's labels, which win, except those that are to be kept off; these are kept off whoever named them. */
    static void overlay(Map<String, String> labels, HasMetadata owner, Set<String> excluded) {
        if (owner.getMetadata().getLabels() != null) {
            labels.putAll(owner.getMetadata().getLabels());
        }
        labels.keySet().removeAll(excluded);
    }

    /** As a label may hold it: {@value #LONGEST} characters, letters, digits and {@code -_.}, a letter or digit at both ends. */
    static String value(String text) {
        String allowed = text.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return allowed.substring(0, Math.min(LONGEST, allowed.length())).replaceAll("[^A-Za-z0-9]+$", "");
    }
}
