package dev.weir.controller.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes keys and signs certificates. Keys and signatures are made by the JDK. Each begins an hour before now, because not
 * all clocks of a cluster agree. Takes up to a second: not for event loops.
 */
public final class CertificateMaker {

    /** How far clocks may be apart. */
    static final Duration SKEW = Duration.ofHours(1);

    /** Of what an authority is derived from. */
    public static final int SEED_BYTES = DerivedAuthority.SEED_BYTES;

    private static final int AUTHORITY_YEARS = 10;
    private static final int LEAF_YEARS = 1;
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPurposeId[] BOTH_SIDES = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};

    private CertificateMaker() {}

    /** An authority as KEDA makes it: RSA of 2048 bits, ten years. */
    public static CertifiedKey authority(Instant now) {
        try {
            KeyPair pair = rsa();
            X500Name name = new X500Name("O=KEDAORG,CN=KEDA");
            var builder = builder(name, name, now, after(now, AUTHORITY_YEARS), pair);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
            return signed(builder, pair, pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw unable(e);
        }
    }

    /**
     * An authority for those who share a secret: whoever has the same seed has the same key, and takes what the others have
     * signed with it. Ten years.
     *
     * @param seed {@value #SEED_BYTES} bytes that nobody can guess
     */
    public static CertifiedKey authority(String commonName, byte[] seed, Instant now) {
        try {
            KeyPair pair = DerivedAuthority.of(seed);
            X500Name name = new X500Name("CN=" + commonName);
            // What one has signed names the issuer's serial number, which is to be that of the others too.
            var builder = builder(name, name, BigInteger.ONE, now, after(now, AUTHORITY_YEARS), pair);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return signed(builder, pair, pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw unable(e);
        }
    }

    /**
     * A leaf for these DNS names, of which the first is its common name: RSA of 2048 bits, a year but never longer than its
     * authority, for servers and clients.
     */
    public static CertifiedKey leaf(CertifiedKey authority, Collection<String> names, Instant now) {
        return leaf(authority, names, now, after(now, LEAF_YEARS));
    }

    /** The same until this instant. */
    public static CertifiedKey leaf(CertifiedKey authority, Collection<String> names, Instant now, Instant end) {
        try {
            KeyPair pair = rsa();
            X509Certificate issuer = authority.certificate();
            Instant last = issuer.getNotAfter().toInstant();
            var builder = builder(
                    X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
                    new X500Name("CN=" + names.iterator().next()),
                    now,
                    end.isBefore(last) ? end : last,
                    pair);
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
            forServers(
                    builder,
                    names.stream()
                            .map(name -> new GeneralName(GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new));
            return signed(builder, pair, authority.key());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw unable(e);
        }
    }

    /** One that nobody can check, for loopback, a year long. */
    public static CertifiedKey selfSigned(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=weir");
            var builder = builder(name, name, now, after(now, LEAF_YEARS), pair);
            forServers(
                    builder,
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            return signed(builder, pair, pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw unable(e);
        }
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static Instant after(Instant now, int years) {
        return now.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant now, Instant end, KeyPair pair)
            throws GeneralSecurityException, CertIOException {
        return builder(issuer, subject, new BigInteger(SERIAL_BITS, RANDOM), now, end, pair);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, BigInteger serial, Instant now, Instant end, KeyPair pair)
            throws GeneralSecurityException, CertIOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(now.minus(SKEW)), Date.from(end), subject, pair.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return builder;
    }

    private static void forServers(JcaX509v3CertificateBuilder builder, GeneralName... names) throws CertIOException {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(BOTH_SIDES));
    }

    private static CertifiedKey signed(JcaX509v3CertificateBuilder builder, KeyPair pair, PrivateKey by)
            throws GeneralSecurityException, OperatorCreationException {
        return new CertifiedKey(
                new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder(signatureOf(by)).build(by))),
                pair.getPrivate());
    }

    /** How this key signs. */
    static String signatureOf(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    /** Every JDK has these algorithms, so this is a fault of the machine. */
    private static IllegalStateException unable(Exception cause) {
        return new IllegalStateException("no certificate could be made: " + cause.getMessage(), cause);
    }
}
