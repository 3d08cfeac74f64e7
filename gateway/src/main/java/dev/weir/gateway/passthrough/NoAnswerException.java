package dev.weir.gateway.passthrough;

/** The adapter gave no answer that can be passed back; the message is for whoever asked. */
public final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What became of the request. */
    public enum Why {
        /** It was not there, or its certificate was not what it should be. */
        UNREACHABLE(503, "ServiceUnavailable"),
        /** It took too long. */
        TIMEOUT(504, "Timeout"),
        /** Too many requests wait for it. */
        CROWDED(429, "TooManyRequests"),
        /** What it sent is no answer. */
        UNUSABLE(502, "BadGateway"),
        /** It is ourselves. */
        LOOP(508, "LoopDetected");

        private final int code;
        private final String reason;

        Why(int code, String reason) {
            this.code = code;
            this.reason = reason;
        }

        /** Of HTTP. */
        public int code() {
            return code;
        }

        /** One word for programs. */
        public String reason() {
            return reason;
        }
    }

    private final Why why;
    private final String sentence;

    NoAnswerException(Why why, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
        this.sentence = sentence;
    }

    /** For whoever asked. */
    public String sentence() {
        return sentence;
    }

    public Why why() {
        return why;
    }
}
