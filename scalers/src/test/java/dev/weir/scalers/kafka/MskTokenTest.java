package dev.weir.scalers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.auth.AwsKeys;
import dev.weir.scalers.upstream.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The signature itself is that of {@code AwsPresignedTest}; what it stands in follows AWS's signers for MSK. */
final class MskTokenTest {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");

    @Test
    void isTheSignedUrlOfConnectingInBase64() {
        Token<String> token = MskToken.of("eu-west-1", KEYS, THEN);
        assertFalse(token.value().contains("="), "padded");
        String url = new String(Base64.getUrlDecoder().decode(token.value()), StandardCharsets.UTF_8);
        assertTrue(url.startsWith("https://kafka.eu-west-1.amazonaws.com/?Action=kafka-cluster%3AConnect&"), url);
        assertTrue(
                url.endsWith("&X-Amz-Signature=7cc178453342e479def8e0e69cbff443ca929b5b0426af0f4b64554172c7195d"
                        + "&User-Agent=weir"),
                url);
        assertEquals(Duration.ofMinutes(15), Duration.between(THEN, token.expires()));
    }

    @Test
    void aRegionOfChinaHasItsOwnDomain() {
        String url = new String(
                Base64.getUrlDecoder()
                        .decode(MskToken.of("cn-north-1", KEYS, THEN).value()),
                StandardCharsets.UTF_8);
        assertTrue(url.startsWith("https://kafka.cn-north-1.amazonaws.com.cn/?"), url);
    }
}
