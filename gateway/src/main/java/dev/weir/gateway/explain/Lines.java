package dev.weir.gateway.explain;

import java.util.ArrayList;
import java.util.List;

/** Lines of plain text, none longer than the width unless a single word is. */
final class Lines {

    private static final int WIDTH = 100;
    private static final int STEP = 2;

    private final List<String> lines = new ArrayList<>();
    private String title = "";

    /** A title for the lines that follow; without any it does not appear. */
    void section(String next) {
        title = next;
    }

    /** A sentence, broken into lines; what follows the first is two characters further in. */
    void add(int level, String text) {
        if (!title.isEmpty()) {
            lines.add("");
            lines.add(title);
            title = "";
        }
        String indent = " ".repeat(level * STEP);
        for (String part : text.split("\n", -1)) {
            wrap(indent, part);
        }
    }

    private void wrap(String first, String text) {
        String further = first + "  ";
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.strip().split(" +")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(further);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
