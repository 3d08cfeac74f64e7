package dev.weir.scalers.auth;

/**
 * What AWS requests are signed with; secret.
 *
 * @param sessionToken empty for long-lived keys
 */
public record AwsKeys(String accessKeyId, String secretAccessKey, String sessionToken) {

    @Override
    public String toString() {
        return "AwsKeys[]";
    }
}
