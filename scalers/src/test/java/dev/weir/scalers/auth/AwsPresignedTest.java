package dev.weir.scalers.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The URLs are those that botocore's SigV4QueryAuth makes of the same keys at the same time. */
final class AwsPresignedTest {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eu-west-1||&X-Amz-SignedHeaders=host&X-Amz-Signature="
                        + "7cc178453342e479def8e0e69cbff443ca929b5b0426af0f4b64554172c7195d",
                "us-east-1|AQo/EX+tok=n~*|&X-Amz-SignedHeaders=host&X-Amz-Signature="
                        + "6934419ed7abad5508189b8eb183b028e8d1f581e90a17602aa74cf78f439f5f"
            })
    void signsAsAws(String region, String sessionToken, String end) {
        AwsKeys keys = new AwsKeys(
                "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken == null ? "" : sessionToken);
        String url = new AwsPresigned("kafka-cluster", region)
                .get(
                        "kafka." + region + ".amazonaws.com",
                        "Action=kafka-cluster%3AConnect",
                        Duration.ofMinutes(15),
                        keys,
                        THEN);
        // botocore puts the session's token behind the signed headers, where the order does not matter.
        String token = sessionToken == null ? "" : "&X-Amz-Security-Token=AQo%2FEX%2Btok%3Dn~%2A";
        assertEquals(
                "https://kafka." + region + ".amazonaws.com/?Action=kafka-cluster%3AConnect"
                        + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2F" + region
                        + "%2Fkafka-cluster%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900" + token + end,
                url);
    }
}
