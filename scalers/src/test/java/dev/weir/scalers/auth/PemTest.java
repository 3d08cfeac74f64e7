package dev.weir.scalers.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {

    /** The files are one key as {@code openssl pkcs8 -topk8} writes it. */
    @ParameterizedTest
    @ValueSource(strings = {"pbes2-aes256.pem", "pbes1-sha1-3des.pem"})
    void opensEncryptedKeys(String file) {
        assertEquals(resource("plain.pem"), Pem.privateKey(resource(file), "hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbes2-aes256.pem", "pbes1-sha1-3des.pem"})
    void saysThatAPasswordDoesNotOpenAKey(String file) {
        assertEquals(
                "is an encrypted key that keyPassword does not open",
                assertThrows(IllegalArgumentException.class, () -> Pem.privateKey(resource(file), "wrong"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbes2-des3.pem", "scrypt.pem"})
    void saysThatAnEncryptionIsNotSupported(String file) {
        String message = assertThrows(IllegalArgumentException.class, () -> Pem.privateKey(resource(file), "hunter2"))
                .getMessage();
        assertTrue(message.contains("not supported"), message);
    }

    @Test
    void saysThatThePasswordIsMissing() {
        assertEquals(
                "is an encrypted key; keyPassword is needed to use it",
                assertThrows(IllegalArgumentException.class, () -> Pem.privateKey(resource("pbes2-aes256.pem"), ""))
                        .getMessage());
    }

    @Test
    void readsAllCertificatesAndRefusesBrokenOnes(@TempDir Path folder) {
        TestCertificates made = TestCertificates.in(folder);
        String two = TestCertificates.text(made.ca()) + "\n" + TestCertificates.text(made.serverCert());
        assertEquals(2, Pem.certificates(two).size());
        assertThrows(IllegalArgumentException.class, () -> Pem.certificates("no certificate"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Pem.certificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
        String key = TestCertificates.text(made.serverKey());
        assertEquals(key, Pem.privateKey(key, ""));
    }

    private static String resource(String name) {
        try (InputStream in = PemTest.class.getResourceAsStream("/auth/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
