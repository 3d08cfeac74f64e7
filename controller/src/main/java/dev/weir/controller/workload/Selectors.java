package dev.weir.controller.workload;

import java.util.regex.Pattern;

/**
 * Label selectors as Kubernetes writes them. What repeats without end in the pattern never gives back what it has taken, so that
 * a long selector needs no deep stack.
 */
final class Selectors {

    private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
    private static final String KEY = "(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?" + WORD;
    private static final String VALUE = "(?:" + WORD + ")?";
    private static final String SET = "\\(\\s*" + VALUE + "\\s*(?:,\\s*" + VALUE + "\\s*)*+\\)";
    private static final String REQUIREMENT = "\\s*(?:!\\s*" + KEY + "|" + KEY + "(?:\\s*(?:==|=|!=)\\s*" + VALUE
            + "|\\s*[<>]\\s*[0-9]+|\\s+(?:in|notin)\\s*" + SET + ")?)\\s*";
    private static final Pattern SELECTOR = Pattern.compile(REQUIREMENT + "(?:," + REQUIREMENT + ")*+");

    /** Longer ones are nobody's. */
    private static final int LONGEST = 2_000;

    private Selectors() {}

    static boolean isSelector(String text) {
        return text.length() <= LONGEST && SELECTOR.matcher(text).matches();
    }
}
