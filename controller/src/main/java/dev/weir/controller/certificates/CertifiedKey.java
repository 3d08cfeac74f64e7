package dev.weir.controller.certificates;

import dev.weir.scalers.auth.Pem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A certificate and the private key that belongs to it. */
public record CertifiedKey(X509Certificate certificate, PrivateKey key) {

    /** Of two PEM texts; empty if one of them is not there, is no PEM, or does not fit the other. */
    static Optional<CertifiedKey> read(String certificate, String key) {
        try {
            PrivateKey held = key(key);
            X509Certificate shown = Pem.certificates(certificate).get(0);
            return held != null && fits(shown, held) ? Optional.of(new CertifiedKey(shown, held)) : Optional.empty();
        } catch (IllegalArgumentException | IOException | GeneralSecurityException unusable) {
            // Whatever is wrong with it, the answer is the same: it is to be replaced. Its text may hold a key.
            return Optional.empty();
        }
    }

    private static @Nullable PrivateKey key(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object found = parser.readObject();
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            if (found instanceof PEMKeyPair pair) {
                return converter.getPrivateKey(pair.getPrivateKeyInfo());
            }
            return found instanceof PrivateKeyInfo plain ? converter.getPrivateKey(plain) : null;
        } catch (IllegalStateException | ClassCastException malformed) {
            throw new PEMException("not a key", malformed);
        }
    }

    private static boolean fits(X509Certificate shown, PrivateKey held) throws GeneralSecurityException {
        if (!shown.getPublicKey().getAlgorithm().equals(held.getAlgorithm())) {
            return false;
        }
        byte[] probe = {1};
        Signature signature = Signature.getInstance(CertificateMaker.signatureOf(held));
        signature.initSign(held);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(shown.getPublicKey());
        signature.update(probe);
        return signature.verify(signed);
    }

    /** The certificate as PEM. */
    public String certificatePem() {
        return pem(certificate);
    }

    /** The key as PEM: RSA as PKCS#1, which alone is read by KEDA, to whom a user may go back; others as PKCS#8. */
    public String keyPem() {
        return pem(key.getAlgorithm().equals("RSA") ? key : new PemObject("PRIVATE KEY", key.getEncoded()));
    }

    static String pem(Object written) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "CertifiedKey[" + certificate.getSubjectX500Principal() + " until "
                + certificate.getNotAfter().toInstant() + "]";
    }
}
