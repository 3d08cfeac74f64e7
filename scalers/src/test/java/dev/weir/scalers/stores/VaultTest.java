package dev.weir.scalers.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.stores.VaultQuestion.Kind;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.VaultStandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stand-in that keeps to the published API. */
final class VaultTest {

    private static final String TOKEN = "given-token";

    /** Of a ServiceAccount, as far as its claims go. */
    private static final String JWT = jwt("{\"sub\":\"system:serviceaccount:shop:orders\"}");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(ScalerBench.NOW);
    private final VaultStandIn vault = new VaultStandIn(now::get);
    private final ScalerBench bench = new ScalerBench(Duration.ofSeconds(3), Map.of(), List.of(), null, now::get);

    @AfterEach
    void close() {
        bench.close();
        vault.close();
    }

    @Test
    void readsBothVersionsOfKeyAndValueAsTheyAreOrAsTold() {
        vault.token(TOKEN, 0).secret("secret/data/orders", Map.of("pw", "p2"));
        vault.put(
                "kv/orders",
                new JsonObject().put("data", new JsonObject().put("pw", "p1").put("port", 5)));

        assertEquals(
                Map.of("pw", "p2"),
                once(given("secret/data/orders", Kind.UNSAID)).values());
        assertEquals(
                Map.of("pw", "p2"),
                once(given("secret/data/orders", Kind.SECRET_V2)).values());
        assertEquals(
                Map.of("pw", "p1", "port", ""),
                once(given("kv/orders", Kind.UNSAID)).values());
        assertEquals(
                Map.of("data", ""),
                once(given("secret/data/orders", Kind.SECRET)).values());
        assertEquals(
                Duration.ofSeconds(30), once(given("kv/orders", Kind.SECRET)).goodFor());
    }

    @Test
    void oneLoginServesAllQuestionsAndGoesToTheNamespace() {
        vault.token(TOKEN, 0).secret("a", Map.of("k", "1")).secret("b", Map.of("k", "2"));
        VaultLogin login = new VaultLogin(vault.address(), "team/a", new VaultLogin.Given(TOKEN));
        StoreClient one = new VaultQuestion(login, "a", Kind.UNSAID, Map.of()).open(bench.environment());
        StoreClient two = new VaultQuestion(login, "b", Kind.UNSAID, Map.of()).open(bench.environment());

        ask(one);
        ask(two);
        ask(one);

        assertEquals(
                List.of(
                        "GET /v1/auth/token/lookup-self given-token in team/a",
                        "GET /v1/a given-token in team/a",
                        "GET /v1/b given-token in team/a",
                        "GET /v1/a given-token in team/a"),
                vault.asked());
        close(one, two);
    }

    @Test
    void aGivenTokenIsRenewedBeforeItEnds() {
        vault.token(TOKEN, 3600).secret("a", Map.of("k", "1"));
        StoreClient client = given("a", Kind.UNSAID).open(bench.environment());
        ask(client);

        now.set(now.get().plusSeconds(3500));
        ask(client);
        ask(client);

        assertTrue(vault.asked().contains("POST /v1/auth/token/renew-self given-token {}"), vault.asked()::toString);
        assertEquals(
                1,
                vault.asked().stream()
                        .filter(one -> one.contains("lookup-self"))
                        .count());
        close(client);
    }

    @Test
    void aServiceAccountLogsInAndLogsInAnewWhenItsTokenIsRevoked() throws IOException {
        vault.secret("a", Map.of("k", "1"));
        StoreClient client =
                new VaultQuestion(kubernetes("orders"), "a", Kind.UNSAID, Map.of()).open(bench.environment());

        assertEquals("1", ask(client).values().get("k"));
        assertEquals(
                "POST /v1/auth/kubernetes/login null {\"jwt\":\"" + JWT + "\",\"role\":\"orders\"}",
                vault.asked().get(0));

        vault.revoke("login-1");
        now.set(now.get().plusSeconds(60));
        assertEquals("1", ask(client).values().get("k"));
        assertTrue(vault.asked().contains("GET /v1/a login-2"), vault.asked()::toString);
        close(client);
    }

    @Test
    void nothingButATokenOfAServiceAccountIsReadOutOfAFile() throws IOException {
        for (String content : List.of("a password", jwt("{\"sub\":\"admin\"}"), "e30.!.x", jwt("[]"), "")) {
            Path file = Files.writeString(folder.resolve("file"), content);
            Throwable failure = ScalerBench.failure(new JwtSource.Mounted(file.toString()).token(bench.environment()));
            assertEquals("the file " + file + " holds no token of a ServiceAccount", failure.getMessage());
        }
        assertEquals(List.of(), vault.asked());
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".signature";
    }

    @Test
    void whoIsNotLetInIsToldSoWithoutSecrets() throws IOException {
        Throwable refused = failure(new VaultQuestion(kubernetes("others"), "a", Kind.UNSAID, Map.of()));
        assertInstanceOf(SourceException.class, refused);
        assertEquals(
                "POST " + vault.address() + "/v1/auth/kubernetes/login answered 400 Bad Request", refused.getMessage());

        Throwable unknown = failure(given("a", Kind.UNSAID));
        assertInstanceOf(SourceException.class, unknown);
        assertFalse(unknown.getMessage().contains(TOKEN), unknown::getMessage);
    }

    @Test
    void aSecretThatIsNotThereIsNoFailureOfTheVault() {
        vault.token(TOKEN, 0);
        Throwable missing = failure(given("nope", Kind.UNSAID));
        assertInstanceOf(UnreadableSecretException.class, missing);
        assertEquals("GET " + vault.address() + "/v1/nope answered 404 Not Found", missing.getMessage());
    }

    @Test
    void aSealedVaultIsAFailure() {
        vault.token(TOKEN, 0).secret("a", Map.of("k", "1"));
        StoreClient client = given("a", Kind.UNSAID).open(bench.environment());
        ask(client);
        vault.seal(true);

        Throwable failure = ScalerBench.failure(client.ask());

        assertInstanceOf(SourceException.class, failure);
        assertTrue(failure.getMessage().endsWith("answered 503 Service Unavailable"), failure::getMessage);
        close(client);
    }

    @Test
    void whatIsLentIsKeptAndItsLeaseRenewed() {
        lend();
        StoreClient client = given("database/creds/orders", Kind.SECRET).open(bench.environment());

        assertEquals("user-1", ask(client).values().get("username"));
        now.set(now.get().plusSeconds(1000));
        assertEquals("user-1", ask(client).values().get("username"));
        assertEquals(1, reads());

        now.set(now.get().plusSeconds(1500));
        assertEquals("user-1", ask(client).values().get("username"));
        assertEquals(1, reads());
        assertTrue(
                vault.asked()
                        .contains("PUT /v1/sys/leases/renew given-token"
                                + " {\"lease_id\":\"database/creds/orders/1\",\"increment\":3600}"),
                vault.asked()::toString);
        close(client);
    }

    @Test
    void whatIsLentForTheLongestTimeIsBorrowedAnew() {
        lend();
        StoreClient client = given("database/creds/orders", Kind.SECRET).open(bench.environment());
        ask(client);

        vault.renews(600);
        now.set(now.get().plusSeconds(2500));
        assertEquals("user-2", ask(client).values().get("username"));

        now.set(now.get().plusSeconds(7200));
        assertEquals("user-3", ask(client).values().get("username"), "an ended lease cannot be renewed");
        close(client);
    }

    @Test
    void aCertificateIsIssuedOnceAndAgainBeforeItEnds() {
        vault.token(TOKEN, 0)
                .put(
                        "pki/issue/orders",
                        new JsonObject()
                                .put(
                                        "data",
                                        new JsonObject()
                                                .put("lives", 3600)
                                                .put(
                                                        "ca_chain",
                                                        new JsonArray()
                                                                .add("one")
                                                                .add("two"))));
        StoreClient client = new VaultQuestion(
                        login(), "pki/issue/orders", Kind.PKI, Map.of("common_name", "orders.example"))
                .open(bench.environment());

        StoreAnswer first = ask(client);
        assertEquals("certificate-1", first.values().get("certificate"));
        assertEquals("one\ntwo", first.values().get("ca_chain"));
        assertEquals(Duration.ofSeconds(30), first.goodFor(), "the token is to be kept alive meanwhile");
        assertTrue(
                vault.asked().contains("POST /v1/pki/issue/orders given-token {\"common_name\":\"orders.example\"}"),
                vault.asked()::toString);

        now.set(now.get().plusSeconds(2000));
        assertEquals("certificate-1", ask(client).values().get("certificate"));
        now.set(now.get().plusSeconds(500));
        assertEquals("certificate-2", ask(client).values().get("certificate"));
        close(client);
    }

    @Test
    void nonsenseIsAFailureInWords() {
        vault.token(TOKEN, 0).put("a", new JsonObject().put("data", "text"));
        Throwable failure = failure(given("a", Kind.UNSAID));
        assertEquals(
                "GET " + vault.address() + "/v1/a answered with something that is no answer of a Vault",
                failure.getMessage());
    }

    private void lend() {
        vault.token(TOKEN, 0)
                .put(
                        "database/creds/orders",
                        new JsonObject()
                                .put("lease_id", "")
                                .put("lease_duration", 3600)
                                .put("renewable", true)
                                .put("data", new JsonObject()));
    }

    private long reads() {
        return vault.asked().stream()
                .filter(one -> one.contains("creds/orders "))
                .count();
    }

    private VaultLogin login() {
        return new VaultLogin(vault.address(), "", new VaultLogin.Given(TOKEN));
    }

    private VaultLogin kubernetes(String role) throws IOException {
        Path jwt = Files.writeString(folder.resolve("token"), JWT + "\n");
        return new VaultLogin(
                vault.address() + "/",
                "",
                new VaultLogin.Kubernetes("kubernetes", role, new JwtSource.Mounted(jwt.toString())));
    }

    private VaultQuestion given(String path, Kind kind) {
        return new VaultQuestion(login(), path, kind, Map.of());
    }

    private StoreAnswer once(VaultQuestion question) {
        StoreClient client = question.open(bench.environment());
        StoreAnswer answer = ask(client);
        close(client);
        return answer;
    }

    private Throwable failure(VaultQuestion question) {
        StoreClient client = question.open(bench.environment());
        Throwable failure = ScalerBench.failure(client.ask());
        close(client);
        return failure;
    }

    private static StoreAnswer ask(StoreClient client) {
        return ScalerBench.await(client.ask());
    }

    private static void close(StoreClient... clients) {
        for (StoreClient client : clients) {
            ScalerBench.await(client.close());
        }
    }
}
