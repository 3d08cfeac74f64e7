package dev.weir.scalers.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of "Signature calculations for the Authorization header" in the Amazon S3 API reference. */
final class AwsSignatureTest {

    private static final AwsKeys KEYS =
            new AwsKeys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");
    private static final InstantSource THEN = InstantSource.fixed(Instant.parse("2013-05-24T00:00:00Z"));
    private static final AwsSignature S3 = new AwsSignature("s3", "us-east-1");

    @ParameterizedTest
    @CsvSource({
        "?lifecycle,fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "?max-keys=2&prefix=J,34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    })
    void signsAsPublished(String query, String signature) {
        HttpCall signed = S3.sign(HttpCall.get("https://examplebucket.s3.amazonaws.com/" + query), KEYS, THEN);
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=" + signature,
                signed.credentials().get("Authorization"));
        assertEquals("20130524T000000Z", signed.credentials().get("X-Amz-Date"));
    }

    @Test
    void sendsTheTokenOfASession() {
        HttpCall signed = S3.sign(HttpCall.get("https://a.example/"), new AwsKeys("a", "b", "t0ken"), THEN);
        assertEquals("t0ken", signed.credentials().get("X-Amz-Security-Token"));
        assertTrue(signed.credentials().get("Authorization").contains("x-amz-security-token"));
    }

    @Test
    void aPlusInAQueryIsASpace() {
        assertEquals(
                S3.sign(HttpCall.get("https://a.example/?q=a%20b"), KEYS, THEN).credentials(),
                S3.sign(HttpCall.get("https://a.example/?q=a+b"), KEYS, THEN).credentials());
    }
}
