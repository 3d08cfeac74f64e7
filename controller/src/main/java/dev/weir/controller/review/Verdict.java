package dev.weir.controller.review;

import dev.weir.controller.admission.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of a review.
 *
 * @param code HTTP's word for it: 200 if it may be written, 403 if the rules forbid it, 400 if nobody can tell what it is
 * @param problems why it may not, by the rules
 * @param refusals the first of them in words, which is all there is of a code of 400
 * @param warnings for the eyes of whoever writes it, whatever the verdict
 */
record Verdict(int code, List<Problem> problems, List<String> refusals, List<String> warnings) {

    private static final int MOST_PROBLEMS = 100;
    private static final int LONGEST_PROBLEM = 1_000;
    /** Longer ones are cut by API servers. */
    private static final int LONGEST_WARNING = 256;

    Verdict {
        problems = List.copyOf(problems);
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    static Verdict of(List<Problem> problems, List<String> warnings) {
        List<String> refusals =
                problems.stream().limit(MOST_PROBLEMS).map(Problem::toString).toList();
        return new Verdict(problems.isEmpty() ? 200 : 403, problems, refusals, warnings);
    }

    static Verdict accepted() {
        return of(List.of(), List.of());
    }

    /** Of what is no object of its kind. */
    static Verdict unreadable(List<String> refusals) {
        return new Verdict(400, List.of(), refusals, List.of());
    }

    /** With what else was found. */
    Verdict and(List<Problem> moreProblems, List<String> moreWarnings) {
        return of(
                Stream.concat(problems.stream(), moreProblems.stream()).toList(),
                Stream.concat(warnings.stream(), moreWarnings.stream()).toList());
    }

    boolean allowed() {
        return code == 200;
    }

    /** As the {@code response} of an AdmissionReview. */
    Map<String, Object> review(String uid) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("uid", uid);
        response.put("allowed", allowed());
        response.put("status", status());
        if (!warnings.isEmpty()) {
            response.put(
                    "warnings",
                    warnings.stream()
                            .map(warning -> cut(warning, LONGEST_WARNING))
                            .toList());
        }
        return Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "response", response);
    }

    private Map<String, Object> status() {
        return allowed()
                ? Map.of("code", code)
                : Map.of(
                        "status",
                        "Failure",
                        "code",
                        code,
                        "reason",
                        code == 400 ? "BadRequest" : "Forbidden",
                        "message",
                        message());
    }

    private String message() {
        List<String> told = new ArrayList<>(
                refusals.stream().map(refusal -> cut(refusal, LONGEST_PROBLEM)).toList());
        if (problems.size() > refusals.size()) {
            told.add("and " + (problems.size() - refusals.size()) + " more problems");
        }
        return String.join("; ", told);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
