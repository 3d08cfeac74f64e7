package dev.weir.gateway.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Those who vouch for certificates of clients. Immutable; any thread. */
final class Authorities {

    /** Vouch for nobody. */
    static final Authorities NONE = new Authorities(List.of(), new X509TrustManager[0]);

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private final List<X509Certificate> certificates;
    private final X509TrustManager[] checks;

    private Authorities(List<X509Certificate> certificates, X509TrustManager[] checks) {
        this.certificates = certificates;
        this.checks = checks;
    }

    /**
     * Those of a PEM text; text between the certificates is passed over.
     *
     * @throws GeneralSecurityException with a sentence if there is no certificate, or one that cannot be read
     */
    static Authorities of(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN);
        if (begin < 0) {
            throw new CertificateException("holds no certificate as PEM");
        }
        Collection<? extends Certificate> read;
        try {
            read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(pem.substring(begin).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new CertificateException("holds a certificate that cannot be read", e);
        }
        List<X509Certificate> certificates =
                read.stream().map(X509Certificate.class::cast).toList();
        return new Authorities(certificates, checks(certificates));
    }

    private static X509TrustManager[] checks(List<X509Certificate> certificates) throws GeneralSecurityException {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            for (int at = 0; at < certificates.size(); at++) {
                anchors.setCertificateEntry("ca-" + at, certificates.get(at));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            TrustManager[] managers = factory.getTrustManagers();
            return Arrays.stream(managers).map(X509TrustManager.class::cast).toArray(X509TrustManager[]::new);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }

    /** Whether a chain, the client's own certificate first, leads to one of us, is valid now and made for clients. */
    boolean vouchFor(X509Certificate[] chain) {
        for (X509TrustManager check : checks) {
            try {
                check.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
                return true;
            } catch (CertificateException notOurs) {
                // Whoever is not vouched for is nobody in particular; that is answered, not logged for each connection.
                continue;
            }
        }
        return false;
    }

    List<X509Certificate> certificates() {
        return certificates;
    }
}
