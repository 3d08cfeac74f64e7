package dev.weir.scalers.auth;

import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS Signature Version 4.
 *
 * @param service signing name
 * @param region where the service is asked
 */
public record AwsSignature(String service, String region) {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /** The call with the headers that sign it as it is now: method, URL and body must not change afterwards. */
    public HttpCall sign(HttpCall call, AwsKeys keys, InstantSource clock) {
        SdkHttpRequest request = request(call);
        byte[] body = call.body() == null ? new byte[0] : call.body().getBytes();
        Map<String, List<String>> signed = SIGNER.sign(sign -> sign.identity(identity(keys))
                        .request(request)
                        .payload(content(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)))
                .request()
                .headers();
        HttpCall result = call;
        for (String name : List.of("Authorization", "X-Amz-Date", "x-amz-content-sha256", "X-Amz-Security-Token")) {
            String value = signed.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
            result = value.isEmpty() ? result : result.credential(name, value);
        }
        return result;
    }

    private static ContentStreamProvider content(byte[] body) {
        return () -> new ByteArrayInputStream(body);
    }

    private static SdkHttpRequest request(HttpCall call) {
        Url url = Url.parse(call.url());
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(call.method()))
                .protocol(url.scheme())
                .host(url.host())
                .port(url.port())
                .encodedPath(url.path());
        for (String part : url.query().split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                request.appendRawQueryParameter(
                        Url.decoded(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : Url.decoded(part.substring(equals + 1)));
            }
        }
        return request.build();
    }

    private static AwsCredentialsIdentity identity(AwsKeys keys) {
        return keys.sessionToken().isEmpty()
                ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
    }
}
