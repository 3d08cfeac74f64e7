package dev.weir.scalers.auth;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.PodIdentity;
import java.util.Map;
import java.util.Optional;

/**
 * An AWS identity, and what its requests are signed for. With keys they are used as they are; with a role, the role is
 * assumed by the process's own identity; with neither, the process's own identity signs.
 *
 * @param service signing name, for example {@code aps}
 * @param region empty for the environment's
 * @param roleArn empty for none
 * @param externalId goes with the role; empty for none
 * @param accessKeyId empty for none
 * @param secretAccessKey secret
 * @param sessionToken secret; empty for none
 */
public record AwsIdentity(
        String service,
        String region,
        String roleArn,
        String externalId,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken)
        implements Identity {

    /** The process's own identity. */
    public static AwsIdentity own(String service, String region) {
        return new AwsIdentity(service, region, "", "", "", "", "");
    }

    private AwsIdentity withRole(String arn, String external) {
        return new AwsIdentity(service, region, arn, external, "", "", "");
    }

    private AwsIdentity withKeys(String id, String secret, String token) {
        return new AwsIdentity(service, region, "", "", id, secret, token);
    }

    /** Reads the credentials in KEDA's order; empty where nothing is found. */
    public static Optional<AwsIdentity> from(Params params, String service, String region) {
        AwsIdentity own = own(service, region);
        String owner = params.text("identityOwner").orElse("");
        String role = params.text("awsRoleArn").from(AUTH).orElse("");
        String authId =
                params.text("awsAccessKeyID", "awsAccessKeyId").from(AUTH).orElse("");
        String authSecret = params.text("awsSecretAccessKey").from(AUTH).orElse("");
        String token = params.text("awsSessionToken").from(AUTH).orElse("");
        String envId = params.text("awsAccessKeyID").from(METADATA, ENV).orElse("");
        String envSecret = params.text("awsSecretAccessKey").from(ENV).orElse("");
        PodIdentity pod = params.spec().podIdentity();
        if (pod.provider().equals("aws")) {
            String arn = pod.settings().getOrDefault("roleArn", role);
            return Optional.of(
                    arn.isEmpty() ? own : own.withRole(arn, pod.settings().getOrDefault("externalID", "")));
        }
        if (!owner.isEmpty() && !owner.equals("pod")) {
            return Optional.of(own);
        }
        if (!role.isEmpty()) {
            return Optional.of(own.withRole(role, ""));
        }
        if (!authId.isEmpty() && !authSecret.isEmpty()) {
            return Optional.of(own.withKeys(authId, authSecret, token));
        }
        return envId.isEmpty() || envSecret.isEmpty()
                ? Optional.empty()
                : Optional.of(own.withKeys(envId, envSecret, ""));
    }

    /** The region that is given, or else the environment's; empty if there is none. */
    public String regionIn(Map<String, String> variables) {
        return region.isEmpty()
                ? variables.getOrDefault("AWS_REGION", variables.getOrDefault("AWS_DEFAULT_REGION", ""))
                : region;
    }

    /** The same identity with this role. */
    public AwsIdentity assuming(String arn, String external) {
        return arn.isEmpty() ? this : withRole(arn, external);
    }

    public boolean hasKeys() {
        return !accessKeyId.isEmpty();
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("aws.service", service)
                .with("aws.region", region)
                .with("aws.roleArn", roleArn)
                .with("aws.externalId", externalId)
                .with("aws.accessKeyId", accessKeyId)
                .with("aws.secretAccessKey", secretAccessKey)
                .with("aws.sessionToken", sessionToken);
    }

    @Override
    public String toString() {
        return "AwsIdentity[" + service + ", " + region + ", " + (hasKeys() ? "keys" : roleArn) + "]";
    }
}
