package dev.weir.controller.review;

/** What is said to whoever asked for a review. */
public sealed interface Answer {

    /**
     * A review was read and judged.
     *
     * @param json the AdmissionReview that bears the verdict
     */
    record Reviewed(String json) implements Answer {}

    /**
     * What was sent is no review.
     *
     * @param sentence what is wrong with it; shows nothing of the content
     */
    record Unreadable(String sentence) implements Answer {}

    /**
     * Too many reviews wait already; the API server then accepts the object, since it is told to ignore failures.
     *
     * @param sentence which bound was reached
     */
    record Busy(String sentence) implements Answer {}
}
