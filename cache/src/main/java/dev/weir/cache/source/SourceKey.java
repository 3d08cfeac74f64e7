package dev.weir.cache.source;

/**
 * The identity of a remote question: its type and a keyed digest over the canonical question and the credentials. Equal
 * on every replica that shares the digest's key; nothing secret can be read or guessed from it.
 *
 * @param type the trigger type, for example {@code prometheus}
 * @param digest lower-case hexadecimal, made by {@link SourceKeys}
 */
public record SourceKey(String type, String digest) {

    private static final int PHASE_DIGITS = 13;

    public SourceKey {
        if (digest.length() < PHASE_DIGITS) {
            throw new IllegalArgumentException("digest must have at least " + PHASE_DIGITS + " digits: " + digest);
        }
    }

    /**
     * A number in [0, 1) that is the same for this key on every replica: where in its interval the source is polled, so
     * that thousands of sources do not fire together.
     */
    public double phase() {
        long bits = Long.parseUnsignedLong(digest.substring(0, PHASE_DIGITS), 16);
        return bits / (double) (1L << 52);
    }

    @Override
    public String toString() {
        return type + "/" + digest;
    }
}
