/**
 * Answers the API server whether an object may be written: AdmissionReviews of version 1 in, verdicts out.
 *
 * <p>Start with {@link dev.weir.controller.review.Admission}. The rules are those of {@code admission}; here is what reads a
 * review, finds who else has the target or the HPA, and looks at what a target requests. Judging runs on worker threads of
 * this package's own, never on an event loop; nothing is written but events. It knows no HTTP.
 */
@NullMarked
package dev.weir.controller.review;

import org.jspecify.annotations.NullMarked;
