package dev.weir.gateway.replicas;

import dev.weir.gateway.config.InvalidSettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What all replicas know and nobody else. Each use has a key of its own, from which the secret cannot be guessed. */
public final class ClusterSecret {

    /** Whoever reaches a port could try out what is shorter. */
    private static final int SHORTEST = 32;

    private static final int LONGEST = 64 * 1024;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private ClusterSecret(byte[] content) {
        this.key = new SecretKeySpec(content, ALGORITHM);
    }

    /**
     * The content of a file, without white space around it.
     *
     * @throws InvalidSettingsException if it cannot be read, or is too short to be a secret
     */
    public static ClusterSecret read(Path file) {
        try {
            if (Files.size(file) <= LONGEST) {
                String content =
                        Files.readString(file, StandardCharsets.ISO_8859_1).strip();
                if (content.length() >= SHORTEST) {
                    return new ClusterSecret(content.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw wrong(file, "which cannot be read");
        }
        throw wrong(file, "which does not hold " + SHORTEST + " to " + LONGEST + " bytes");
    }

    private static InvalidSettingsException wrong(Path file, String why) {
        return new InvalidSettingsException(List.of("cluster-secret-file: given \"" + file + "\", " + why
                + "; accepted is a file of random text, for example of openssl rand -hex 32"));
    }

    /**
     * The key of one use: the expansion of HKDF (RFC 5869).
     *
     * @param bytes how long it is to be
     */
    public byte[] keyFor(String use, int bytes) {
        ByteBuffer key = ByteBuffer.allocate(bytes);
        byte[] block = new byte[0];
        for (byte number = 1; key.hasRemaining(); number++) {
            byte[] label = use.getBytes(StandardCharsets.UTF_8);
            block = code(ByteBuffer.allocate(block.length + label.length + 1)
                    .put(block)
                    .put(label)
                    .put(number)
                    .array());
            key.put(block, 0, Math.min(block.length, key.remaining()));
        }
        return key.array();
    }

    private byte[] code(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "ClusterSecret";
    }
}
