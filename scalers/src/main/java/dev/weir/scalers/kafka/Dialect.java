package dev.weir.scalers.kafka;

/** Which of KEDA's two implementations is meant: they differ in parameters and in what they make of gaps in an answer. */
enum Dialect {
    /** A partition that cannot be read is a failure of the whole question. */
    KAFKA("kafka"),
    /** A partition that cannot be read counts as -1, a topic that is not there as nothing. */
    APACHE("apache-kafka");

    private final String type;

    Dialect(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }
}
