package dev.weir.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate chain and its key as PEM text.
 *
 * @param certificate the chain, ours first
 * @param key the private key
 */
public record Identity(Buffer certificate, Buffer key) {

    /** Reads two files off the event loop; fails with a sentence if one is missing, too long or does not fit the other. */
    public static Future<Identity> read(Vertx vertx, Path certificate, Path key) {
        return SmallFile.read(vertx, certificate)
                .compose(chain -> SmallFile.read(vertx, key).map(secret -> new Identity(chain, secret)))
                .compose(read -> read.checked(vertx));
    }

    public PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
    }

    /** Both files are replaced one after the other; a pair read in between would fail every handshake. */
    private Future<Identity> checked(Vertx vertx) {
        return vertx.executeBlocking(
                () -> {
                    check(vertx);
                    return this;
                },
                false);
    }

    private void check(Vertx vertx) throws Exception {
        for (KeyManager manager : options().getKeyManagerFactory(vertx).getKeyManagers()) {
            if (manager instanceof X509KeyManager pairs) {
                for (String type : new String[] {"EC", "RSA", "EdDSA"}) {
                    String[] aliases = pairs.getServerAliases(type, null);
                    if (aliases != null) {
                        checkPair(
                                pairs.getCertificateChain(aliases[0])[0].getPublicKey(),
                                pairs.getPrivateKey(aliases[0]));
                        return;
                    }
                }
            }
        }
        throw new GeneralSecurityException("the PEM files hold no certificate with an EC, RSA or EdDSA key");
    }

    private static void checkPair(PublicKey shown, PrivateKey held) throws GeneralSecurityException {
        String algorithm = switch (held.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> held.getAlgorithm();
        };
        byte[] probe = {1};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(held);
        signer.update(probe);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(shown);
        verifier.update(probe);
        if (!shown.getAlgorithm().equals(held.getAlgorithm()) || !verifier.verify(signer.sign())) {
            throw new GeneralSecurityException("the private key does not belong to the certificate");
        }
    }

    @Override
    public String toString() {
        return "Identity[" + certificate.length() + " bytes of certificates]";
    }
}
