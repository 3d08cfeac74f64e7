package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.Pem;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * {@link TlsSettings} as Vert.x takes them. Trust is the system's certificates, those in the environment's folders, and the
 * settings' own: {@code ca} adds, it never replaces. Minimum version and ciphers come from KEDA_HTTP_MIN_TLS_VERSION and
 * KEDA_HTTP_TLS_CIPHER_LIST; TLS 1.2 unless said otherwise.
 */
public final class TlsOptions {

    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final List<String> NAMES = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    private TlsOptions() {}

    /** Reads files and keys on a worker thread; the future completes on the caller's context. */
    public static Future<ClientSSLOptions> load(ScalerEnvironment environment, TlsSettings settings) {
        return OwnContext.of(
                environment.vertx(), environment.vertx().executeBlocking(() -> read(environment, settings), false));
    }

    private static ClientSSLOptions read(ScalerEnvironment environment, TlsSettings settings)
            throws GeneralSecurityException, IOException {
        ClientSSLOptions options = new ClientSSLOptions();
        options.setHostnameVerificationAlgorithm(settings.unsafe() ? "" : "HTTPS");
        String minimum = environment.variables().getOrDefault("KEDA_HTTP_MIN_TLS_VERSION", "TLS12");
        int from = NAMES.contains(minimum) ? NAMES.indexOf(minimum) : NAMES.indexOf("TLS12");
        options.setEnabledSecureTransportProtocols(new LinkedHashSet<>(VERSIONS.subList(from, VERSIONS.size())));
        Arrays.stream(environment
                        .variables()
                        .getOrDefault("KEDA_HTTP_TLS_CIPHER_LIST", "")
                        .split("[,:]"))
                .map(String::trim)
                .filter(cipher -> !cipher.isEmpty())
                .forEach(options::addEnabledCipherSuite);
        if (settings.unsafe()) {
            options.setTrustAll(true);
        } else {
            options.setTrustOptions(TrustOptions.wrap(trust(environment.caDirectories(), settings.ca())));
        }
        if (settings.hasPair()) {
            // What is no certificate is said in words, and not by whoever uses it first.
            Pem.certificates(settings.cert());
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(settings.cert()))
                    .addKeyValue(Buffer.buffer(settings.openKey())));
        }
        return options;
    }

    private static TrustManagerFactory trust(List<Path> directories, String ca)
            throws GeneralSecurityException, IOException {
        Set<X509Certificate> roots = new LinkedHashSet<>(system());
        for (Path directory : directories) {
            roots.addAll(directory(directory));
        }
        if (!ca.isEmpty()) {
            roots.addAll(Pem.certificates(ca));
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate root : roots) {
            store.setCertificateEntry("root-" + number++, root);
        }
        return factory(store);
    }

    private static List<X509Certificate> system() throws GeneralSecurityException {
        return Arrays.stream(factory(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static TrustManagerFactory factory(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** Certificates of a folder's files; a file that holds none is passed over, as KEDA does. */
    private static Set<X509Certificate> directory(Path directory) throws IOException {
        Set<X509Certificate> found = new LinkedHashSet<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                found.addAll(file(file));
            }
        }
        return found;
    }

    private static List<X509Certificate> file(Path file) throws IOException {
        String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!text.contains("CERTIFICATE-----")) {
            return List.of();
        }
        try {
            return Pem.certificates(text);
        } catch (IllegalArgumentException e) {
            throw new SourceException("the file " + file + " of the CA folders " + e.getMessage());
        }
    }
}
