package dev.weir.scalers.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.GcpIdentity;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure Key Vault, Google Secret Manager and AWS's refusals, against a stand-in that keeps to their published APIs. */
final class CloudStoresTest {

    @TempDir
    Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, JsonObject> answers = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private Vertx servers;
    private String base;
    private ScalerBench bench;

    @BeforeEach
    void listen() {
        servers = Vertx.vertx();
        HttpServer server = ScalerBench.await(servers.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
        base = "http://127.0.0.1:" + server.actualPort();
        variables.put("AZURE_AUTHORITY_HOST", base);
        variables.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER", base + "/");
        variables.put("GCE_METADATA_HOST", base.substring("http://".length()));
        variables.put("AWS_ENDPOINT_URL", base + "/aws");
        answers.put(
                "/t/oauth2/v2.0/token",
                new JsonObject().put("access_token", "azure-1").put("expires_in", 3600));
        answers.put(
                "/computeMetadata/v1/instance/service-accounts/default/token",
                new JsonObject().put("access_token", "gcp-1").put("expires_in", 3600));
    }

    @AfterEach
    void close() {
        bench.close();
        ScalerBench.await(servers.close());
    }

    @Test
    void anApplicationReadsAnAzureKeyVault() {
        answers.put("/secrets/pw/7", new JsonObject().put("value", "hidden-azure"));
        OAuthClient application = new OAuthClient(
                base + "/t/oauth2/v2.0/token",
                "me",
                "secret",
                List.of("https://vault.azure.net/.default"),
                Map.of(),
                TlsSettings.DEFAULT);

        StoreAnswer answer = once(new AzureSecretQuestion(application, base + "/", "pw", "7"));

        assertEquals("hidden-azure", answer.text());
        assertEquals(Duration.ofMinutes(5), answer.goodFor());
        assertEquals("GET /secrets/pw/7?api-version=7.4 Bearer azure-1", asked.get(1));
    }

    @Test
    void aWorkloadReadsTheLatestVersionOfAnAzureKeyVault() throws IOException {
        answers.put("/secrets/pw", new JsonObject().put("value", "hidden-azure"));
        variables.put("AZURE_TENANT_ID", "t");
        variables.put("AZURE_CLIENT_ID", "me");
        variables.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), "federated").toString());

        StoreAnswer answer = once(new AzureSecretQuestion(
                new AzureIdentity("https://vault.azure.net/.default", "other", "", ""), base, "pw", ""));

        assertEquals("hidden-azure", answer.text());
        assertEquals(true, asked.get(0).contains("client_id=other"), asked.get(0));
    }

    @Test
    void aSecretThatAzureDoesNotGiveIsUnreadable() {
        statuses.put("/secrets/pw", 403);
        OAuthClient application = new OAuthClient(
                base + "/t/oauth2/v2.0/token", "me", "secret", List.of(), Map.of(), TlsSettings.DEFAULT);
        Throwable failure = failure(new AzureSecretQuestion(application, base, "pw", ""));
        assertInstanceOf(UnreadableSecretException.class, failure);
        assertEquals("GET " + base + "/secrets/pw?… answered 403 Forbidden", failure.getMessage());
    }

    @Test
    void googleGivesBytesWithAChecksum() {
        variables.put("CLOUDSDK_CORE_PROJECT", "shop");
        answers.put("/v1/projects/shop/secrets/pw/versions/latest:access", payload("123456789", "3808858755"));

        assertEquals("123456789", once(gcp("pw", "")).text(), "by the checksum that the RFC of iSCSI gives for it");
        assertEquals("GET /v1/projects/shop/secrets/pw/versions/latest:access Bearer gcp-1", asked.get(1));

        answers.put("/v1/projects/shop/secrets/pw/versions/3:access", payload("123456789", "1"));
        Throwable failure = failure(gcp("pw", "3"));
        assertInstanceOf(SourceException.class, failure);
        assertEquals(
                "GET " + base + "/v1/projects/shop/secrets/pw/versions/3:access answered with data that its checksum"
                        + " does not fit",
                failure.getMessage());
    }

    @Test
    void theProjectIsTheMachinesOrTheAccounts() throws Exception {
        answers.put("/v1/projects/machine/secrets/pw/versions/latest:access", payload("one", ""));
        assertEquals("one", once(gcp("pw", "")).text());

        answers.put("/v1/projects/accounts/secrets/pw/versions/latest:access", payload("two", ""));
        answers.put("/token", new JsonObject().put("access_token", "gcp-2").put("expires_in", 3600));
        GcpIdentity account = new GcpIdentity(GcpSecretQuestion.SCOPE, account(), "");
        assertEquals("two", once(new GcpSecretQuestion(account, "pw", "")).text());
    }

    @Test
    void awsIsAskedForASecretOrAParameterAndItsRefusalIsNamed() {
        AwsIdentity secrets = keys(AwsSecretQuestion.SECRETS);
        answers.put("/aws", new JsonObject().put("SecretString", "hidden-aws"));
        assertEquals(
                "hidden-aws",
                once(new AwsSecretQuestion(secrets, "pw", "v", "AWSPREVIOUS")).text());
        assertEquals(
                "{\"SecretId\":\"pw\",\"VersionId\":\"v\",\"VersionStage\":\"AWSPREVIOUS\"}",
                asked.get(0).substring(asked.get(0).indexOf('{')));

        answers.put(
                "/aws", new JsonObject().put("SecretBinary", Base64.getEncoder().encodeToString("bytes".getBytes())));
        assertEquals("bytes", once(new AwsSecretQuestion(secrets, "pw", "", "")).text());

        answers.put("/aws", new JsonObject().put("Parameter", new JsonObject().put("Value", "hidden-p")));
        assertEquals(
                "hidden-p",
                once(new AwsSecretQuestion(keys(AwsSecretQuestion.PARAMETERS), "/a/b", "3", ""))
                        .text());
        assertEquals(
                "{\"Name\":\"/a/b:3\",\"WithDecryption\":true}",
                asked.get(2).substring(asked.get(2).indexOf('{')));

        statuses.put("/aws", 400);
        answers.put(
                "/aws",
                new JsonObject()
                        .put("__type", "com.amazonaws#ResourceNotFoundException")
                        .put("Message", "hidden words"));
        Throwable failure = failure(new AwsSecretQuestion(secrets, "pw", "", ""));
        assertInstanceOf(UnreadableSecretException.class, failure);
        assertEquals("POST " + base + "/aws refused secret pw of AWS: ResourceNotFoundException", failure.getMessage());
    }

    @Test
    void withoutARegionAwsIsNotAsked() {
        variables.remove("AWS_ENDPOINT_URL");
        AwsIdentity nowhere = new AwsIdentity(AwsSecretQuestion.SECRETS, "", "", "", "id", "key", "");
        assertEquals(
                "secret pw of AWS: the AWS region is not known; give awsSecretManager.region, or AWS_REGION in Weir's"
                        + " environment",
                failure(new AwsSecretQuestion(nowhere, "pw", "", "")).getMessage());
    }

    @Test
    void aFileHoldsTexts() throws IOException {
        Path file = Files.writeString(folder.resolve("orders.json"), "{\"host\": \"h\", \"password\": \"hidden\"}");
        assertEquals(
                Map.of("host", "h", "password", "hidden"),
                once(new FileQuestion(file.toString())).values());

        Files.writeString(file, "{\"host\": 5}");
        assertEquals(
                "the file of parameters " + file + " holds no JSON object whose values are all texts",
                failure(new FileQuestion(file.toString())).getMessage());
        assertEquals(
                "the file of parameters " + folder.resolve("nope") + " cannot be read",
                failure(new FileQuestion(folder.resolve("nope").toString())).getMessage());
    }

    private static AwsIdentity keys(String service) {
        return new AwsIdentity(service, "eu-west-1", "", "", "id", "key", "");
    }

    private static GcpSecretQuestion gcp(String id, String version) {
        return new GcpSecretQuestion(new GcpIdentity(GcpSecretQuestion.SCOPE, "", ""), id, version);
    }

    private static JsonObject payload(String text, String checksum) {
        JsonObject payload = new JsonObject().put("data", Base64.getEncoder().encodeToString(text.getBytes()));
        return new JsonObject().put("payload", checksum.isEmpty() ? payload : payload.put("dataCrc32c", checksum));
    }

    private String account() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return new JsonObject()
                .put("type", "service_account")
                .put("project_id", "accounts")
                .put("client_email", "a@b")
                .put("private_key_id", "1")
                .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")
                .put("token_uri", base + "/token")
                .encode();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String authorization = request.getHeader("Authorization");
        asked.add(
                request.method() + " " + request.uri() + " " + authorization + (body.length() == 0 ? "" : " " + body));
        if (request.path().equals("/computeMetadata/v1/project/project-id")) {
            request.response().end("machine\n");
            return;
        }
        JsonObject answer = answers.get(request.path());
        int status = statuses.getOrDefault(request.path(), answer == null ? 404 : 200);
        request.response().setStatusCode(status).end(answer == null ? "{}" : answer.encode());
    }

    private StoreAnswer once(StoreQuestion question) {
        StoreClient client = question.open(bench().environment());
        StoreAnswer answer = ScalerBench.await(client.ask());
        ScalerBench.await(client.close());
        return answer;
    }

    private Throwable failure(StoreQuestion question) {
        StoreClient client = question.open(bench().environment());
        Throwable failure;
        try {
            failure = ScalerBench.failure(client.ask());
        } catch (SourceException atOnce) {
            failure = atOnce;
        }
        ScalerBench.await(client.close());
        return failure;
    }

    private ScalerBench bench() {
        if (bench == null) {
            bench = new ScalerBench(
                    Duration.ofSeconds(3), variables, List.of(), null, InstantSource.fixed(ScalerBench.NOW));
        }
        return bench;
    }
}
