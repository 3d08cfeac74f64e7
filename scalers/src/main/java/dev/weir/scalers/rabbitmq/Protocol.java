package dev.weir.scalers.rabbitmq;

/** The {@code protocol} parameter. */
enum Protocol {
    /** By the scheme of {@code host}. */
    AUTO("auto"),
    AMQP("amqp"),
    HTTP("http");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
