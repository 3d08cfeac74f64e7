package dev.weir.scalers.auth;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Params;

/**
 * How a TLS connection is made. Contents of PEM files, never paths; an empty text is an absent one.
 *
 * @param ca certificates trusted besides those of the system and of the environment's folders
 * @param cert client certificate chain; used only together with {@code key}
 * @param key client key; secret
 * @param keyPassword opens an encrypted PKCS#8 key; secret
 * @param unsafe whether nothing is verified at all
 */
public record TlsSettings(String ca, String cert, String key, String keyPassword, boolean unsafe) {

    /** System trust, no client certificate. */
    public static final TlsSettings DEFAULT = new TlsSettings("", "", "", "", false);

    public static TlsSettings unsafe(boolean unsafe) {
        return new TlsSettings("", "", "", "", unsafe);
    }

    /** Whether there is a client certificate to show. */
    public boolean hasPair() {
        return !cert.isEmpty() && !key.isEmpty();
    }

    /** The client key as PEM that needs no password. */
    public String openKey() {
        return Pem.privateKey(key, keyPassword);
    }

    /** Adds a problem for each text that cannot be used, under the names that C6 of KEDA's scalers share. */
    public TlsSettings check(Params params) {
        return check(params, "ca", "cert", "key");
    }

    /** The same where the parameters have these names. */
    public TlsSettings check(Params params, String caName, String certName, String keyName) {
        if (!ca.isEmpty()) {
            check(params, caName, () -> Pem.certificates(ca));
        }
        if (hasPair()) {
            check(params, certName, () -> Pem.certificates(cert));
            check(params, keyName, this::openKey);
        }
        return this;
    }

    private static void check(Params params, String name, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            params.problem(name, String.valueOf(e.getMessage()));
        }
    }

    /** Adds what distinguishes two connections to a question. */
    public void into(SourceKeys.Question question) {
        question.with("tls.ca", ca).with("tls.unsafe", unsafe);
        if (hasPair()) {
            question.with("tls.cert", cert).with("tls.key", key).with("tls.keyPassword", keyPassword);
        }
    }

    /** Says what is set, not to what. */
    @Override
    public String toString() {
        return "TlsSettings[ca=" + !ca.isEmpty() + ", pair=" + hasPair() + ", unsafe=" + unsafe + "]";
    }
}
