package dev.weir.controller.explain;

import dev.weir.controller.kube.ObjectKey;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said of a name that nothing has: what may have been meant. */
final class Names {

    private static final int SUGGESTIONS = 3;

    /** Beyond as many edits for each four characters two names are not alike. */
    private static final int CHARACTERS_AN_EDIT = 4;

    /** Names of Kubernetes end here; whoever asks with more is not helped by a distance. */
    private static final int LONGEST = 253;

    private Names() {}

    /**
     * A sentence.
     *
     * @param same all of the kind that was asked for
     * @param others all of the other kind
     */
    static String absent(String kind, ObjectKey asked, List<ObjectKey> same, String otherKind, List<ObjectKey> others) {
        String start = "there is no " + kind + " " + asked;
        if (others.contains(asked)) {
            return start + ", but a " + otherKind + " of that name: ask for --kind "
                    + otherKind.toLowerCase(Locale.ROOT);
        }
        List<ObjectKey> alike = alike(asked, same);
        if (!alike.isEmpty()) {
            return start + "; did you mean "
                    + alike.stream().map(ObjectKey::toString).collect(Collectors.joining(" or ")) + "?";
        }
        if (same.isEmpty()) {
            return start + "; Weir sees no " + kind + " at all";
        }
        long there = same.stream()
                .filter(key -> key.namespace().equals(asked.namespace()))
                .count();
        return start + "; of the " + same.size() + " that Weir sees, "
                + (there == 0 ? "none is" : there == 1 ? "1 is" : there + " are") + " in namespace "
                + asked.namespace();
    }

    private static List<ObjectKey> alike(ObjectKey asked, List<ObjectKey> known) {
        record Near(ObjectKey key, int distance) {}
        int most = 1 + asked.name().length() / CHARACTERS_AN_EDIT;
        if (asked.toString().length() > 2 * LONGEST) {
            return List.of();
        }
        return known.stream()
                .filter(key -> Math.abs(key.name().length() - asked.name().length()) <= most)
                .map(key -> new Near(key, distance(key, asked)))
                .filter(near -> near.distance() <= most)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::key))
                .limit(SUGGESTIONS)
                .map(Near::key)
                .toList();
    }

    private static int distance(ObjectKey one, ObjectKey other) {
        int elsewhere = one.namespace().equals(other.namespace()) ? 0 : 1;
        return elsewhere + edits(one.name(), other.name());
    }

    /** Letters to add, to leave out or to exchange. */
    static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int above = row[j];
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
