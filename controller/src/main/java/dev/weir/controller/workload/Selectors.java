package dev.weir.controller.workload;

import java.util.regex.Pattern;

/** Label selectors as Kubernetes writes them. */
final class Selectors {

    private static final String KEY = "(?:[a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?";
    private static final String VALUE = "(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?";
    private static final String SET = "\\(\\s*" + VALUE + "\\s*(?:,\\s*" + VALUE + "\\s*)*\\)";
    private static final String REQUIREMENT = "\\s*(?:!\\s*" + KEY + "|" + KEY + "(?:\\s*(?:==|=|!=)\\s*" + VALUE
            + "|\\s*[<>]\\s*[0-9]+|\\s+(?:in|notin)\\s*" + SET + ")?)\\s*";
    private static final Pattern SELECTOR = Pattern.compile(REQUIREMENT + "(?:," + REQUIREMENT + ")*");

    /** Longer ones are nobody's, and a pattern is not to be tried on them. */
    private static final int LONGEST = 2_000;

    private Selectors() {}

    static boolean isSelector(String text) {
        return text.length() <= LONGEST && SELECTOR.matcher(text).matches();
    }
}
