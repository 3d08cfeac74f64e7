package dev.weir.gateway.access;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every client end its handshake, as API servers do: that it has the key of its certificate is checked there, and who
 * vouches for it when it asks for something. So a client with a foreign certificate may still show a token, and a new
 * authority counts for open connections too. The authorities of that moment are named to clients, who choose by them what to
 * show.
 */
final class AnyCertificate extends X509ExtendedTrustManager {

    private final Supplier<List<X509Certificate>> issuers;

    AnyCertificate(Supplier<List<X509Certificate>> issuers) {
        this.issuers = issuers;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw notForServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw notForServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw notForServers();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return issuers.get().toArray(X509Certificate[]::new);
    }

    private static CertificateException notForServers() {
        return new CertificateException("clients of ours are looked at, no servers");
    }
}
