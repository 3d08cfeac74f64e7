package dev.weir.gateway.replicas;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a replica shows that it is one, and knows the others. The authority's key follows from the secret, so every replica
 * has it and signs its own certificate at start: nothing is handed around, and nobody without the secret can make one. What
 * is made at start is good for longer than a process runs.
 *
 * @param authority that signs for all replicas
 * @param leaf of this one
 */
record ReplicaIdentity(CertifiedKey authority, CertifiedKey leaf) {

    static final String PROTOCOL = "TLSv1.3";

    private static final String USE = "weir authority of replicas";

    /** Takes up to a second: not for event loops. */
    static ReplicaIdentity make(ClusterSecret secret, Instant now) {
        CertifiedKey authority =
                CertificateMaker.authority("weir replicas", secret.keyFor(USE, CertificateMaker.SEED_BYTES), now);
        Instant end = authority.certificate().getNotAfter().toInstant();
        return new ReplicaIdentity(authority, CertificateMaker.leaf(authority, List.of("weir-replica"), now, end));
    }

    /** Both sides show themselves; only what the authority has signed is taken. */
    SSLContext context() {
        try {
            char[] none = new char[0];
            KeyStore keys = empty();
            keys.setKeyEntry("replica", leaf.key(), none, new Certificate[] {leaf.certificate()});
            KeyStore trusted = empty();
            trusted.setCertificateEntry("replicas", authority.certificate());
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(keys, none);
            TrustManagerFactory taken = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            taken.init(trusted);
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(shown.getKeyManagers(), taken.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + PROTOCOL, e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store cannot be made", e);
        }
    }
}
