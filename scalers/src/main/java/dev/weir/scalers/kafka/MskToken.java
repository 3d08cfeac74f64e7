package dev.weir.scalers.kafka;

import dev.weir.scalers.auth.AwsKeys;
import dev.weir.scalers.auth.AwsPresigned;
import dev.weir.scalers.upstream.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The token by which Amazon MSK knows an AWS identity: the URL of an action, signed, in base64 without padding. */
final class MskToken {

    /** Whose signature it is. */
    static final String SERVICE = "kafka-cluster";

    private static final Duration LIFE = Duration.ofMinutes(15);

    private MskToken() {}

    static Token<String> of(String region, AwsKeys keys, Instant now) {
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        String url = new AwsPresigned(SERVICE, region)
                .get("kafka." + region + domain, "Action=kafka-cluster%3AConnect", LIFE, keys, now);
        String token = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((url + "&User-Agent=weir").getBytes(StandardCharsets.UTF_8));
        return new Token<>(token, now, now.plus(LIFE));
    }
}
