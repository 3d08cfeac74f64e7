package dev.weir.controller.desired;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names of Jobs, chosen before anything is created: who asks again for a Job under the same name, since the answer to the
 * first time was lost, gets no second one. They look as KEDA's do, with a longer ending.
 */
public final class JobNames {

    /** Pods carry the name as a label. */
    private static final int LONGEST = 63;

    private static final int ENDING = 10;
    private static final int DIGITS = 36;

    private JobNames() {}

    /**
     * Names for as many Jobs as one decision wants.
     *
     * @param owner name of the ScaledJob
     * @param uid of the ScaledJob: another one of that name must not meet its Jobs
     * @param number of the decision in this process
     * @param decided when, since another process numbers anew
     */
    public static List<String> of(String owner, String uid, long number, Instant decided, int count) {
        String begin = owner.substring(0, Math.min(owner.length(), LONGEST - ENDING - 1))
                .replaceAll("[^a-z0-9]+$", "");
        return IntStream.range(0, count)
                .mapToObj(index -> begin + "-" + ending(String.join("/", uid, "" + number, "" + decided, "" + index)))
                .toList();
    }

    private static String ending(String text) {
        String digits = new BigInteger(1, hash(text)).toString(DIGITS);
        return digits.substring(digits.length() - ENDING);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
