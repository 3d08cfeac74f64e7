package dev.weir.jmh.load;

import dev.weir.jmh.activation.ActivationReport;
import dev.weir.jmh.footprint.FootprintReport;
import dev.weir.jmh.rest.RestReport;

/**
 * What a run says, whichever it was.
 *
 * @param failed whether the answer is no
 * @param json one document
 * @param text a table for people
 */
record Outcome(boolean failed, String json, String text) {

    static Outcome of(Report report) {
        return new Outcome(report.failed(), report.json(), report.text());
    }

    static Outcome of(RestReport report) {
        return new Outcome(report.failed(), report.json(), report.text());
    }

    static Outcome of(FootprintReport report) {
        return new Outcome(false, report.json(), report.text());
    }

    static Outcome of(ActivationReport report) {
        return new Outcome(report.failed(), report.json(), report.text());
    }
}
