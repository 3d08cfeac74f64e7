package dev.weir.gateway.demo;

import java.util.Locale;

/**
 * What came of a demo.
 *
 * @param seconds from the moment Weir serves to the report
 * @param objects ScaledObjects that Weir serves
 * @param sources distinct sources that Weir polls
 * @param polls requests that the in-process sources counted themselves
 * @param gets external metrics that the HPA loop asked the gateway for, over HTTPS
 * @param failedGets those of them that were not answered with 200 and a value
 * @param scaledUp objects whose Deployment went up from zero replicas at least once
 * @param scaledToZero objects of those whose Deployment came back to zero at least once
 * @param p99Millis 99 of 100 gets took no longer; of the latest 16,384
 * @param mayGoToZero objects with a minReplicaCount of 0; not part of the JSON document
 */
public record DemoReport(
        double seconds,
        int objects,
        int sources,
        long polls,
        long gets,
        long failedGets,
        int scaledUp,
        int scaledToZero,
        double p99Millis,
        int mayGoToZero) {

    /** One JSON document on one line. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"seconds\":%.1f,\"objects\":%d,\"sources\":%d,\"polls\":%d,\"gets\":%d,\"failedGets\":%d,"
                        + "\"scaledUp\":%d,\"scaledToZero\":%d,\"p99Millis\":%.1f}",
                seconds,
                objects,
                sources,
                polls,
                gets,
                failedGets,
                scaledUp,
                scaledToZero,
                p99Millis);
    }

    /** For people. */
    public String text() {
        long alone = Math.round(objects * seconds / Manifests.INTERVAL.toSeconds());
        return String.join(
                System.lineSeparator(),
                String.format(Locale.ROOT, "After %.0f s:", seconds),
                String.format(Locale.ROOT, "  %5d  ScaledObjects ask %d sources", objects, sources),
                String.format(
                        Locale.ROOT,
                        "  %5d  polls, counted by the sources, one every %d s each; unshared about %d",
                        polls,
                        Manifests.INTERVAL.toSeconds(),
                        alone),
                String.format(
                        Locale.ROOT,
                        "  %5d  metrics asked for by the HPA loop, %s; 99 %% within %.1f ms",
                        gets,
                        failedGets == 0 ? "all answered" : failedGets + " NOT answered",
                        p99Millis),
                String.format(
                        Locale.ROOT,
                        "  %5d  of the %d objects that may go to zero went up from there, %d came back",
                        scaledUp,
                        mayGoToZero,
                        scaledToZero));
    }
}
