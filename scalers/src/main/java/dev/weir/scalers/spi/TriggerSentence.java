package dev.weir.scalers.spi;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sentence about a trigger, in its parts. {@link Params} makes such sentences for people; who has a line of a file to show
 * takes them apart again here, so that how they are made is known in one place.
 *
 * @param parameter which one it is about; null if none
 * @param unknown whether no declaration names the parameter
 * @param message without the trigger and the parameter
 */
public record TriggerSentence(@Nullable String parameter, boolean unknown, String message) {

    /** Ends a sentence about something that KEDA has and Weir will have. */
    public static final String NOT_YET = "not supported by Weir yet";

    private static final String PARAMETER = "parameter \"";
    private static final String UNKNOWN = "unknown parameter \"";

    static String about(TriggerSpec spec, String parameter, String what) {
        return spec.label() + ": " + PARAMETER + parameter + "\" " + what;
    }

    static String unknown(TriggerSpec spec, String parameter, Optional<String> nearest) {
        return spec.label() + ": " + UNKNOWN + parameter + "\""
                + nearest.map(near -> "; did you mean \"" + near + "\"?").orElse("");
    }

    /** The parts of a sentence about this trigger. */
    public static TriggerSentence of(TriggerSpec spec, String sentence) {
        String label = spec.label() + ": ";
        String rest = sentence.startsWith(label) ? sentence.substring(label.length()) : sentence;
        if (rest.startsWith(UNKNOWN)) {
            String named = rest.substring(UNKNOWN.length());
            String parameter = spec.metadata().keySet().stream()
                    .filter(key -> named.startsWith(key + "\""))
                    .max(Comparator.comparingInt(String::length))
                    .orElse("");
            return new TriggerSentence(
                    parameter,
                    true,
                    "unknown parameter" + named.substring(Math.min(named.length(), parameter.length() + 1)));
        }
        int end = rest.startsWith(PARAMETER) ? rest.indexOf("\" ", PARAMETER.length()) : -1;
        return end < 0
                ? new TriggerSentence(null, false, rest)
                : new TriggerSentence(rest.substring(PARAMETER.length(), end), false, rest.substring(end + 2));
    }

    /** Whether it says that Weir cannot do yet what KEDA can. */
    public boolean notYet() {
        return message.contains(NOT_YET);
    }
}
