package dev.weir.controller.check;

import java.util.List;

/**
 * One document of a kind that is checked; or one that could not be read, which has no kind.
 *
 * @param line where it begins
 * @param name empty if it has none
 */
public record CheckedObject(
        String file,
        int line,
        String kind,
        String namespace,
        String name,
        List<Finding> findings,
        List<CheckedTrigger> triggers) {

    public CheckedObject {
        findings = List.copyOf(findings);
        triggers = List.copyOf(triggers);
    }

    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
