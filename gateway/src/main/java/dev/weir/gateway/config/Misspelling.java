package dev.weir.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant. */
public final class Misspelling {

    /** More letters are another word; of a short one fewer. */
    private static final int MOST_EDITS = 3;

    private static final int LONGEST = 100;

    private Misspelling() {}

    /** The name that is nearest to what was written, if one is near. */
    public static Optional<String> nearest(String written, Collection<String> names) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int most = Math.min(MOST_EDITS, Math.max(1, written.length() / 3));
        return names.stream()
                .filter(name -> edits(written, name) <= most)
                .min(Comparator.<String>comparingInt(name -> edits(written, name))
                        .thenComparing(name -> name));
    }

    /** Letters to add, take away or replace. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int at = 0; at < row.length; at++) {
            row[at] = at;
        }
        for (int line = 1; line <= from.length(); line++) {
            int corner = row[0];
            row[0] = line;
            for (int at = 1; at < row.length; at++) {
                int replaced = corner + (from.charAt(line - 1) == to.charAt(at - 1) ? 0 : 1);
                corner = row[at];
                row[at] = Math.min(replaced, 1 + Math.min(row[at], row[at - 1]));
            }
        }
        return row[to.length()];
    }
}
