package dev.weir.cache.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes source keys by HMAC-SHA256 over the named parts of a question. The digest is keyed so that a weak password in the
 * question cannot be tried out against a key seen in a log or a metric; replicas that are to agree share the secret.
 */
public final class SourceKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGEST_BYTES = 16;

    private final SecretKeySpec secret;

    private SourceKeys(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Keys that are equal wherever the same secret is used. */
    public static SourceKeys sharing(byte[] secret) {
        return new SourceKeys(secret.clone());
    }

    /** Keys that mean something in this process only. */
    public static SourceKeys random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new SourceKeys(secret);
    }

    /** Starts the question of a source of this type. */
    public Question question(String type) {
        return new Question(type);
    }

    /** The named parts of a remote question; the order in which they are given does not matter. */
    public final class Question {
        private final String type;
        private final Map<String, String> parts = new TreeMap<>();

        private Question(String type) {
            this.type = type;
        }

        /** Adds a part; a null value is the same as not adding it. */
        public Question with(String name, @Nullable Object value) {
            if (value != null) {
                parts.put(name, value.toString());
            }
            return this;
        }

        /** Adds each entry as a part named {@code name.key}. */
        public Question with(String name, Map<String, ?> values) {
            values.forEach((key, value) -> with(name + "." + key, value));
            return this;
        }

        /** The key of the question as it stands. */
        public SourceKey key() {
            Mac mac = mac();
            update(mac, type);
            parts.forEach((name, value) -> {
                update(mac, name);
                update(mac, value);
            });
            return new SourceKey(type, HexFormat.of().formatHex(mac.doFinal(), 0, DIGEST_BYTES));
        }
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** Length before content, so that no two lists of parts have the same bytes. */
    private static void update(Mac mac, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }
}
