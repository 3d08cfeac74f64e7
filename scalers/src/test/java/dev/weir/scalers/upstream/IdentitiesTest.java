package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.GcpIdentity;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every identity against a stand-in that plays its token server and, under /data, the upstream. */
final class IdentitiesTest {

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(ScalerBench.NOW);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> variables = new HashMap<>();
    private Vertx servers;
    private String base;
    private ScalerBench bench;
    private int tokens;
    private boolean refusesBasic;
    private boolean refusesData;

    @BeforeEach
    void listen() {
        servers = Vertx.vertx();
        HttpServer server = ScalerBench.await(servers.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
        base = "http://127.0.0.1:" + server.actualPort();
    }

    @AfterEach
    void close() {
        bench.close();
        ScalerBench.await(servers.close());
    }

    @Test
    void oauthFetchesATokenOnceForAllWhoShareTheIdentity() {
        HttpAccess one = access(oauth());
        HttpAccess two = access(oauth());
        assertEquals("Bearer token-1", data(one));
        assertEquals("Bearer token-1", data(two));
        assertEquals(
                "POST /token Basic aWQlMkY6c2VjcmV0 audience=x&grant_type=client_credentials&scope=a+b", asked.get(0));
        closeAll(one, two);
    }

    @Test
    void oauthSendsIdAndSecretAsFormWhenBasicIsRefused() {
        refusesBasic = true;
        HttpAccess access = access(oauth());
        assertEquals("Bearer token-1", data(access));
        assertEquals(
                "POST /token null audience=x&grant_type=client_credentials&scope=a+b&client_id=id%2F&client_secret=secret",
                asked.get(1));
        closeAll(access);
    }

    @Test
    void oauthRenewsAheadOfTheEndAndServesTheOldTokenMeanwhile() {
        HttpAccess access = access(oauth());
        assertEquals("Bearer token-1", data(access));
        now.set(ScalerBench.NOW.plusSeconds(3000));
        assertEquals("Bearer token-1", data(access));
        assertEquals(1, tokens);
        now.set(ScalerBench.NOW.plusSeconds(3300));
        assertEquals("Bearer token-1", data(access));
        assertEquals("Bearer token-2", eventually(access, "Bearer token-2"));
        now.set(ScalerBench.NOW.plusSeconds(30_000));
        assertEquals("Bearer token-3", data(access));
        closeAll(access);
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() {
        HttpAccess access = access(oauth());
        assertEquals("Bearer token-1", data(access));
        now.set(ScalerBench.NOW.plusSeconds(60));
        refusesData = true;
        assertEquals(
                401,
                ScalerBench.await(access.send(HttpCall.get(base + "/data"))).status());
        assertEquals(2, tokens);
        closeAll(access);
    }

    @Test
    void aTokenServerThatRefusesIsNamedWithoutSecrets() {
        HttpAccess access = access(
                new OAuthClient(base + "/nowhere?k=s3cret", "id", "s3cret", List.of(), Map.of(), TlsSettings.DEFAULT));
        String message =
                ScalerBench.failure(access.send(HttpCall.get(base + "/data"))).getMessage();
        assertEquals("POST " + base + "/nowhere?… answered 404 Not Found", message);
        closeAll(access);
    }

    @Test
    void azureExchangesTheFederatedToken() throws IOException {
        variables.put("AZURE_FEDERATED_TOKEN_FILE", file("federated", "fed-token\n"));
        variables.put("AZURE_CLIENT_ID", "client");
        variables.put("AZURE_TENANT_ID", "tenant");
        variables.put("AZURE_AUTHORITY_HOST", base + "/");
        HttpAccess access = access(new AzureIdentity("https://scope/.default", "", "", "ignored-without-tenant"));
        assertEquals("Bearer token-1", data(access));
        String request = asked.get(0);
        assertTrue(request.startsWith("POST /tenant/oauth2/v2.0/token "), request);
        assertTrue(request.contains("client_assertion=fed-token") && request.contains("client_id=client"), request);
        assertTrue(request.contains("scope=https%3A%2F%2Fscope%2F.default"), request);
        closeAll(access);
    }

    @Test
    void azureNamesTheVariableThatIsMissing() {
        HttpAccess access = access(new AzureIdentity("s", "", "", ""));
        assertEquals(
                "Azure workload identity: AZURE_TENANT_ID is not set in Weir's environment",
                ScalerBench.failure(access.send(HttpCall.get(base + "/data"))).getMessage());
        closeAll(access);
    }

    @Test
    void googleExchangesASignedAssertion() throws Exception {
        String account = account();
        HttpAccess inline = access(new GcpIdentity("scope", account, ""));
        assertEquals("Bearer token-1", data(inline));
        String assertion = asked.get(0).replaceAll(".*assertion=([^&]*).*", "$1");
        JsonObject claims = new JsonObject(
                new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[1])));
        assertEquals("robot@example", claims.getString("iss"));
        assertEquals(base + "/token", claims.getString("aud"));
        assertEquals(ScalerBench.NOW.getEpochSecond() + 3600, claims.getLong("exp"));
        HttpAccess fromFile = new HttpAccessOf(new GcpIdentity("scope", "", file("account", account))).access;
        assertEquals("Bearer token-2", data(fromFile));
        closeAll(inline, fromFile);
    }

    @Test
    void googleAsksTheMetadataServer() {
        variables.put("GCE_METADATA_HOST", base.substring("http://".length()));
        HttpAccess access = access(new GcpIdentity("https://s", "", ""));
        assertEquals("Bearer token-1", data(access));
        assertTrue(asked.get(0)
                .startsWith("GET /computeMetadata/v1/instance/service-accounts/default/token?scopes=https%3A%2F%2Fs"));
        closeAll(access);
    }

    @Test
    void awsSignsWithKeys() {
        HttpAccess access = access(new AwsIdentity("aps", "eu-west-1", "", "", "AKIA1", "s3cret", "session"));
        String authorization = data(access);
        assertTrue(
                authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIA1/20260102/eu-west-1/aps/aws4_request"),
                authorization);
        closeAll(access);
    }

    @Test
    void awsAssumesARoleWithItsOwnKeys() {
        variables.put("AWS_ACCESS_KEY_ID", "AKIAOWN");
        variables.put("AWS_SECRET_ACCESS_KEY", "s3cret");
        variables.put("AWS_REGION", "eu-west-1");
        variables.put("AWS_ENDPOINT_URL_STS", base + "/sts");
        HttpAccess access = access(new AwsIdentity("aps", "", "arn:aws:iam::1:role/r", "ext", "", "", ""));
        assertTrue(data(access).contains("Credential=ASIA1/"));
        String request = asked.get(0);
        assertTrue(request.contains("Credential=AKIAOWN/20260102/eu-west-1/sts/"), request);
        assertTrue(request.contains("Action=AssumeRole&") && request.contains("ExternalId=ext"), request);
        assertTrue(request.contains("RoleSessionName=KEDA"), request);
        closeAll(access);
    }

    @Test
    void awsUsesTheWebIdentity() throws IOException {
        variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", file("web", "web-token"));
        variables.put("AWS_ROLE_ARN", "arn:own");
        variables.put("AWS_ENDPOINT_URL_STS", base + "/sts");
        HttpAccess access = access(AwsIdentity.own("aps", "eu-west-1"));
        assertTrue(data(access).contains("Credential=ASIA1/"));
        assertTrue(asked.get(0).contains("Action=AssumeRoleWithWebIdentity")
                && asked.get(0).contains("WebIdentityToken=web-token"));
        closeAll(access);
    }

    @Test
    void awsAsksTheContainersEndpoint() throws IOException {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", base + "/container");
        variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file("auth", "pod-token"));
        HttpAccess access = access(AwsIdentity.own("aps", "eu-west-1"));
        assertTrue(data(access).contains("Credential=ASIA2/"));
        assertEquals("GET /container pod-token ", asked.get(0));
        closeAll(access);
    }

    @Test
    void awsAsksTheInstanceItRunsOn() {
        variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", base + "/");
        HttpAccess access = access(AwsIdentity.own("aps", "eu-west-1"));
        assertTrue(data(access).contains("Credential=ASIA3/"));
        assertEquals(
                List.of(
                        "PUT /latest/api/token null ",
                        "GET /latest/meta-data/iam/security-credentials/ null ",
                        "GET /latest/meta-data/iam/security-credentials/node-role null "),
                asked);
        closeAll(access);
    }

    @Test
    void awsSaysWhereItLookedForCredentialsAndThatTheRegionIsMissing() {
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        HttpAccess without = access(AwsIdentity.own("aps", "eu-west-1"));
        assertTrue(ScalerBench.failure(without.send(HttpCall.get(base + "/data")))
                .getMessage()
                .contains("no AWS credentials"));
        HttpAccess nowhere = new HttpAccessOf(AwsIdentity.own("aps", "")).access;
        assertTrue(ScalerBench.failure(nowhere.send(HttpCall.get(base + "/data?x=s3cret")))
                .getMessage()
                .contains("region is not known"));
        closeAll(without, nowhere);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String authorization = request.getHeader("Authorization");
        if (request.path().equals("/data")) {
            request.response().setStatusCode(refusesData ? 401 : 200).end(String.valueOf(authorization));
            return;
        }
        asked.add(request.method() + " " + request.uri() + " " + authorization + " " + body);
        if (request.path().equals("/sts")) {
            request.response()
                    .end(
                            "<R><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>x</SecretAccessKey>"
                                    + "<SessionToken>t</SessionToken><Expiration>2026-01-02T04:04:05Z</Expiration></Credentials></R>");
        } else if (request.path().equals("/container")) {
            request.response()
                    .end(new JsonObject(Map.of("AccessKeyId", "ASIA2", "SecretAccessKey", "x", "Token", "t")).encode());
        } else if (request.path().equals("/latest/api/token")) {
            request.response().end("proof");
        } else if (request.path().startsWith("/latest/")
                && !"proof".equals(request.getHeader("X-aws-ec2-metadata-token"))) {
            request.response().setStatusCode(401).end();
        } else if (request.path().equals("/latest/meta-data/iam/security-credentials/")) {
            request.response().end("node-role\n");
        } else if (request.path().equals("/latest/meta-data/iam/security-credentials/node-role")) {
            request.response()
                    .end(new JsonObject(Map.of("AccessKeyId", "ASIA3", "SecretAccessKey", "x", "Token", "t")).encode());
        } else if (refusesBasic && authorization != null) {
            request.response().setStatusCode(401).end();
        } else if (request.path().contains("token")) {
            request.response().end("{\"access_token\":\"token-" + ++tokens + "\",\"expires_in\":3600}");
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private OAuthClient oauth() {
        return new OAuthClient(
                base + "/token", "id/", "secret", List.of("a", "b"), Map.of("audience", "x"), TlsSettings.DEFAULT);
    }

    private HttpAccess access(Identity identity) {
        if (bench == null) {
            bench = new ScalerBench(Duration.ofSeconds(5), variables, List.of(), null, now::get);
        }
        return new HttpAccessOf(identity).access;
    }

    private final class HttpAccessOf {
        private final HttpAccess access;

        HttpAccessOf(Identity identity) {
            access = HttpAccess.open(
                    bench.environment(), new SourceKey("test", "0123456789abcdef"), TlsSettings.DEFAULT, identity);
        }
    }

    /** The credentials that reached the upstream. */
    private String data(HttpAccess access) {
        return ScalerBench.await(access.send(HttpCall.get(base + "/data")))
                .body()
                .toString();
    }

    /** A renewal runs beside the requests. */
    private String eventually(HttpAccess access, String wanted) {
        String seen = data(access);
        for (int i = 0; i < 200 && !seen.equals(wanted); i++) {
            seen = data(access);
        }
        return seen;
    }

    private void closeAll(HttpAccess... all) {
        for (HttpAccess access : all) {
            ScalerBench.await(access.close());
        }
        assertEquals(0, bench.clients().size());
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String account() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new JsonObject()
                .put("type", "service_account")
                .put("client_email", "robot@example")
                .put("private_key_id", "kid")
                .put("private_key", pem)
                .put("token_uri", base + "/token")
                .encode();
    }
}
