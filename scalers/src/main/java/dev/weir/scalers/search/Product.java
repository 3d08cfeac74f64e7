package dev.weir.scalers.search;

/** Which of the two is asked; what their clients do differently. */
enum Product {
    /** Any answer is read but one that refuses who asks: what is not found there may count as 0. */
    ELASTICSEARCH("elasticsearch", 3) {
        @Override
        boolean reads(int status) {
            return status < 300 || status >= 400 && status < 500 && status != 401 && status != 403 && status != 429;
        }
    },
    OPENSEARCH("opensearch", 6) {
        @Override
        boolean reads(int status) {
            return status < 300;
        }
    };

    private final String type;
    private final int retries;

    Product(String type, int retries) {
        this.type = type;
        this.retries = retries;
    }

    /** The trigger type. */
    String type() {
        return type;
    }

    /** How often another node is asked when one cannot answer. */
    int retries() {
        return retries;
    }

    /** Whether an answer of this status is looked into for the value. */
    abstract boolean reads(int status);
}
