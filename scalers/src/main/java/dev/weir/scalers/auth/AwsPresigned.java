package dev.weir.scalers.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A URL that carries an AWS Signature Version 4, for protocols that hand one over instead of sending the request. The signer
 * of {@link AwsSignature} signs a header beside the host, which those who check such a URL do not know of.
 *
 * @param service signing name
 * @param region where the service is asked
 */
public record AwsPresigned(String service, String region) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * A GET of the root of a host by HTTPS.
     *
     * @param query parameters, escaped
     * @param life for how long the URL is good; whole seconds
     */
    public String get(String host, String query, Duration life, AwsKeys keys, Instant now) {
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        String scope = String.join("/", day, region, service, "aws4_request");
        String all = Stream.of(
                        query,
                        "X-Amz-Algorithm=" + ALGORITHM,
                        "X-Amz-Credential=" + escaped(keys.accessKeyId() + "/" + scope),
                        "X-Amz-Date=" + time,
                        "X-Amz-Expires=" + life.toSeconds(),
                        keys.sessionToken().isEmpty() ? "" : "X-Amz-Security-Token=" + escaped(keys.sessionToken()),
                        "X-Amz-SignedHeaders=host")
                .filter(part -> !part.isEmpty())
                .sorted()
                .collect(Collectors.joining("&"));
        String request = String.join("\n", "GET", "/", all, "host:" + host, "", "host", hex(digest("")));
        String toSign = String.join("\n", ALGORITHM, time, scope, hex(digest(request)));
        byte[] key = ("AWS4" + keys.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = mac(key, part);
        }
        return "https://" + host + "/?" + all + "&X-Amz-Signature=" + hex(mac(key, toSign));
    }

    /** As AWS wants it: everything but letters, digits and {@code -_.~}. */
    private static String escaped(String text) {
        return Url.escaped(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
