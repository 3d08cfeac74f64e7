package dev.weir.scalers.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * The key of a Google service account. It signs an assertion (RS256) that Google exchanges for a token.
 *
 * @param tokenUri where the exchange takes place
 */
public record GcpAccount(String email, String keyId, PrivateKey key, String tokenUri) {

    private static final Duration LIFE = Duration.ofHours(1);

    /**
     * Reads the JSON that Google hands out.
     *
     * @throws IllegalArgumentException with words that complete a sentence and show nothing of the key
     */
    public static GcpAccount parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            if (!"service_account".equals(json.getString("type"))) {
                throw new IllegalArgumentException("is a JSON document whose type is not \"service_account\"");
            }
            return new GcpAccount(
                    json.getString("client_email", ""),
                    json.getString("private_key_id", ""),
                    key(json.getString("private_key", "")),
                    json.getString("token_uri", "https://oauth2.googleapis.com/token"));
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("is no JSON document of a service account", e);
        }
    }

    /** The token request, signed now. */
    public HttpCall ask(String scope, Instant now) {
        return HttpCall.form(
                tokenUri,
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        assertion(scope, now)));
    }

    /** The signed assertion, a JWT. */
    String assertion(String scope, Instant now) {
        JsonObject header =
                new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", keyId);
        JsonObject claims = new JsonObject()
                .put("iss", email)
                .put("scope", scope)
                .put("aud", tokenUri)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        String signed = base64(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.encode().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RS256 is part of every Java platform", e);
        }
    }

    private static PrivateKey key(String pem) {
        try {
            String body = pem.replaceAll("-----[A-Z ]+-----", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a private_key that cannot be read", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "GcpAccount[" + email + "]";
    }
}
