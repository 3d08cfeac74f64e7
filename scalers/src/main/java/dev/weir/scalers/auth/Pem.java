package dev.weir.scalers.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PEM texts: certificates and private keys. No exception of this class repeats what it was given. */
public final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private Pem() {}

    /**
     * All certificates of a text.
     *
     * @throws IllegalArgumentException if there is none, or one cannot be read
     */
    public static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                found.add(certificate(bytes(block.group(2))));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("holds no PEM certificate");
        }
        return found;
    }

    /**
     * The private key of a text as PEM that needs no password: PKCS#8 that is encrypted is decrypted, all else is returned as
     * it is.
     *
     * @throws IllegalArgumentException if there is no key, or it cannot be decrypted
     */
    public static String privateKey(String pem, String password) {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).equals(ENCRYPTED)) {
                return decrypted(bytes(block.group(2)), password);
            }
            if (block.group(1).endsWith("PRIVATE KEY")) {
                return pem;
            }
        }
        throw new IllegalArgumentException("holds no PEM private key");
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            Certificate read =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return (X509Certificate) read;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds a PEM certificate that cannot be read", e);
        }
    }

    private static String decrypted(byte[] der, String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("is an encrypted key; keyPassword is needed to use it");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            AlgorithmParameters parameters = info.getAlgParameters();
            // PBES2 names its real algorithm only in the parameters' text.
            String algorithm =
                    info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                            ? parameters.toString()
                            : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                    parameters);
            byte[] key = info.getKeySpec(cipher).getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalArgumentException(
                    "is encrypted in a way that is not supported; supported are PBES2 with AES and PBES1", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("is an encrypted key that keyPassword does not open", e);
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    }
}
