package dev.weir.scalers.mongodb;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's half of one login by SCRAM-SHA-256, written from RFC 5802 and RFC 7677. */
final class ScramServer {

    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "weirs own salt".getBytes(StandardCharsets.UTF_8);

    private final String user;
    private final String password;
    private String soFar = "";

    ScramServer(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** What follows on the client's first message; throws if it is of somebody else. */
    String first(String message) {
        String bare = message.substring("n,,".length());
        if (!user.equals(parts(bare).get("n"))) {
            throw new IllegalArgumentException("nobody knows who that is");
        }
        String answer = "r=" + parts(bare).get("r") + "servers,s="
                + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
        soFar = bare + "," + answer + ",";
        return answer;
    }

    /** What follows on the client's second message; throws if it does not prove that it knows the password. */
    String second(String message) {
        try {
            String said = soFar + message.substring(0, message.lastIndexOf(",p="));
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                    .getEncoded();
            byte[] key = mac(salted, "Client Key");
            byte[] signature = mac(MessageDigest.getInstance("SHA-256").digest(key), said);
            byte[] proof = new byte[key.length];
            for (int i = 0; i < key.length; i++) {
                proof[i] = (byte) (key[i] ^ signature[i]);
            }
            String given = message.substring(message.lastIndexOf(",p=") + 3);
            if (!Arrays.equals(proof, Base64.getDecoder().decode(given))) {
                throw new IllegalArgumentException("that is not the password");
            }
            return "v=" + Base64.getEncoder().encodeToString(mac(mac(salted, "Server Key"), said));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parts(String message) {
        return Stream.of(message.split(","))
                .collect(Collectors.toMap(part -> part.substring(0, 1), part -> part.substring(2)));
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
