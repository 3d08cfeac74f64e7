package dev.weir.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Makes a certificate for loopback when none is given. The JDK has no public API that signs one, so its {@code keytool}
 * runs as a child process in a temporary folder, for at most twenty seconds, on a worker.
 */
public final class SelfSigned {

    private static final long LIMIT_SECONDS = 20;
    private static final String ALIAS = "weir";

    private SelfSigned() {}

    public static Future<Identity> make(Vertx vertx) {
        return vertx.executeBlocking(SelfSigned::make, false);
    }

    private static Identity make() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("weir-tls");
        Path store = folder.resolve("identity.p12");
        // The store lives for a second in a folder only we may read; its password goes through the environment.
        String password = UUID.randomUUID().toString();
        try {
            keytool(store, password);
            return read(store, password.toCharArray());
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(folder.resolve("keytool.log"));
            Files.delete(folder);
        }
    }

    private static void keytool(Path store, String password) throws IOException, InterruptedException {
        Path log = store.resolveSibling("keytool.log");
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=weir",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "365",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        "WEIR_STORE_PASSWORD")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("WEIR_STORE_PASSWORD", password);
        Process process = command.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("keytool made no certificate within " + LIMIT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "keytool made no certificate: " + Files.readString(log).strip());
        }
    }

    private static Identity read(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, password);
        }
        return new Identity(
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                pem("PRIVATE KEY", keys.getKey(ALIAS, password).getEncoded()));
    }

    private static Buffer pem(String label, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Buffer.buffer("-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }
}
