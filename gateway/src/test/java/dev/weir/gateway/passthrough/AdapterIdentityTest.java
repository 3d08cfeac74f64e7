package dev.weir.gateway.passthrough;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import dev.weir.gateway.access.Caller;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.passthrough.SecondAdapter.Seen;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who the adapter takes Weir for, and who it is told asks. */
final class AdapterIdentityTest {

    private static final String METRIC = SecondAdapter.LIST + "/namespaces/a/m";
    private static final Caller ANNA =
            new Caller("anna ä", "u-1", List.of("team:red", "devs"), Map.of("example.com/scope", List.of("a", "b")));

    private static final CertifiedKey AUTHORITY = CertificateMaker.authority(Instant.now());
    private static final CertifiedKey LEAF = CertificateMaker.leaf(AUTHORITY, List.of("localhost"), Instant.now());

    private final Vertx vertx = Vertx.vertx();
    private final List<PassThrough> passing = new ArrayList<>();

    @TempDir
    private Path folder;

    private SecondAdapter adapter;

    @BeforeEach
    void start() throws IOException {
        adapter = new SecondAdapter(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setClientAuth(ClientAuth.REQUEST)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertValue(Buffer.buffer(LEAF.certificatePem()))
                                .setKeyValue(Buffer.buffer(LEAF.keyPem())))
                        .setTrustOptions(
                                new PemTrustOptions().addCertValue(Buffer.buffer(AUTHORITY.certificatePem()))));
        Files.writeString(file("ca"), AUTHORITY.certificatePem());
        Files.writeString(file("crt"), LEAF.certificatePem());
        Files.writeString(file("key"), LEAF.keyPem());
        Files.writeString(file("token"), "first\n");
    }

    @AfterEach
    void stop() {
        passing.forEach(each -> await(each.close()));
        adapter.close();
        await(vertx.close());
    }

    @Test
    void itsCertificateIsChecked() {
        PassThrough unknown = start(Map.of());
        NoAnswerException refused =
                assertThrows(NoAnswerException.class, () -> await(unknown.ask(METRIC, "*/*", ANNA)));
        assertEquals(NoAnswerException.Why.UNREACHABLE, refused.why());
        assertEquals(List.of(), adapter.asked());
        PassThrough unchecked = start(Map.of("adapter-insecure-skip-verify", "true"));
        assertEquals(200, await(unchecked.ask(METRIC, "*/*", ANNA)).code());
    }

    @Test
    void whoAsksIsToldWhereACertificateLetsUs() {
        PassThrough adapting = start(certificates());
        assertEquals(200, await(adapting.ask(METRIC, "*/*", ANNA)).code());
        Seen seen = adapter.asked().get(0);
        assertEquals(List.of("anna Ã¤"), seen.all("x-remote-user"), "the bytes of UTF-8");
        assertEquals(List.of("u-1"), seen.all("x-remote-uid"));
        assertEquals(List.of("team:red", "devs"), seen.all("x-remote-group"));
        assertEquals(List.of("a", "b"), seen.all("x-remote-extra-example.com%2fscope".replace("%2f", "%2F")));
        assertEquals(List.of(), seen.all("authorization"));
        assertEquals(List.of("weir"), adapter.askedForItsList().get(0).all("x-remote-user"));
    }

    @Test
    void aNameThatCannotStandInAHeaderIsRefused() {
        PassThrough adapting = start(certificates());
        Caller forger = new Caller("a\r\nX-Remote-Group: system:masters", "", List.of(), Map.of());
        assertThrows(NoAnswerException.class, () -> await(adapting.ask(METRIC, "*/*", forger)));
        assertEquals(List.of(), adapter.asked());
    }

    @Test
    void theTokenOfAFileIsShownAndReadAgain() throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "adapter-ca",
                file("ca").toString(),
                "adapter-token-file",
                file("token").toString()));
        PassThrough adapting = start(settings);
        await(adapting.ask(METRIC, "*/*", ANNA));
        assertEquals(List.of("Bearer first"), adapter.asked().get(0).all("authorization"));
        assertEquals(List.of(), adapter.asked().get(0).all("x-remote-user"));
        Files.writeString(file("token"), "second");
        until("the new one is shown", () -> {
            await(adapting.ask(METRIC, "*/*", ANNA));
            List<Seen> all = adapter.asked();
            return all.get(all.size() - 1).all("authorization").equals(List.of("Bearer second"));
        });
    }

    @Test
    void anAuthorityIsReadAgain() throws IOException {
        Files.writeString(file("ca"), CertificateMaker.authority(Instant.now()).certificatePem());
        PassThrough adapting = start(Map.of("adapter-ca", file("ca").toString()));
        assertTrue(
                adapting.offer().note().startsWith("the adapter at localhost:"),
                adapting.offer().note());
        Files.writeString(file("ca"), AUTHORITY.certificatePem());
        until("it is trusted", () -> adapting.offer().note().isEmpty());
        assertEquals(200, await(adapting.ask(METRIC, "*/*", ANNA)).code());
    }

    @Test
    void aFileThatIsMissingIsNamedAndLookedForAgain() throws IOException {
        PassThrough adapting = start(Map.of("adapter-ca", file("later").toString()));
        NoAnswerException refused =
                assertThrows(NoAnswerException.class, () -> await(adapting.ask(METRIC, "*/*", ANNA)));
        assertTrue(refused.sentence().contains("later"), refused.sentence());
        Files.writeString(file("later"), AUTHORITY.certificatePem());
        until("it is there", () -> adapting.offer().note().isEmpty());
    }

    private Map<String, String> certificates() {
        return Map.of(
                "adapter-ca",
                file("ca").toString(),
                "adapter-cert",
                file("crt").toString(),
                "adapter-key",
                file("key").toString());
    }

    private PassThrough start(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(more);
        given.put("adapter-url", "https://localhost:" + adapter.port());
        given.put("adapter-refresh", "50ms");
        PassThrough made = new PassThrough(
                vertx,
                Settings.from(given).passThrough().orElseThrow(),
                "self",
                InstantSource.system(),
                new SimpleMeterRegistry());
        passing.add(made);
        await(made.start());
        return made;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
