package dev.weir.scalers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority with a server's and a client's certificate, as PEM files in a folder. Made by the JDK's own {@code keytool},
 * so that it works wherever the tests do. The server's certificate is for 127.0.0.1 and localhost; the client's common name
 * is {@code client}.
 */
public final class TestCertificates {

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** Makes a fresh authority and its certificates; takes about two seconds. */
    public static TestCertificates in(Path folder) {
        TestCertificates certificates = new TestCertificates(folder);
        certificates.make();
        return certificates;
    }

    /** The authority's certificate. */
    public Path ca() {
        return folder.resolve("ca.pem");
    }

    public Path serverCert() {
        return folder.resolve("server.pem");
    }

    /** PKCS#8, not encrypted. */
    public Path serverKey() {
        return folder.resolve("server-key.pem");
    }

    public Path clientCert() {
        return folder.resolve("client.pem");
    }

    /** PKCS#8, not encrypted. */
    public Path clientKey() {
        return folder.resolve("client-key.pem");
    }

    /** The contents of one of the files. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() {
        try {
            Files.createDirectories(folder);
            keys("ca", "CN=Weir test authority", List.of("-ext", "bc:c"));
            keys("server", "CN=localhost", List.of());
            keys("client", "CN=client", List.of());
            sign("server", List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "eku=serverAuth"));
            sign("client", List.of("-ext", "eku=clientAuth"));
            Files.writeString(ca(), pem("CERTIFICATE", certificate("ca").getEncoded()));
            Files.writeString(serverKey(), key("server"));
            Files.writeString(clientKey(), key("client"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keys(String alias, String name, List<String> extensions) {
        keytool(
                List.of("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC", "-groupname", "secp256r1"),
                List.of("-validity", "30", "-startdate", "-1d"),
                extensions);
    }

    private void sign(String alias, List<String> extensions) {
        keytool(List.of("-certreq", "-alias", alias, "-file", alias + ".csr"), List.of(), List.of());
        keytool(
                List.of("-gencert", "-alias", "ca", "-infile", alias + ".csr", "-outfile", alias + ".pem", "-rfc"),
                List.of("-validity", "30", "-startdate", "-1d"),
                extensions);
    }

    private void keytool(List<String> what, List<String> validity, List<String> extensions) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(what);
        command.addAll(validity);
        command.addAll(extensions);
        command.addAll(List.of("-keystore", "store.p12", "-storetype", "PKCS12", "-storepass", "changeit"));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + text(folder.resolve("keytool.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Certificate certificate(String alias) throws IOException, GeneralSecurityException {
        return store().getCertificate(alias);
    }

    private String key(String alias) throws IOException, GeneralSecurityException {
        return pem("PRIVATE KEY", store().getKey(alias, STORE_PASSWORD).getEncoded());
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve("store.p12").toFile(), STORE_PASSWORD);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }
}
