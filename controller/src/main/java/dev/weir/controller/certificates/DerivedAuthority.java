package dev.weir.controller.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.math.ec.ECPoint;

/** The key of an authority that everybody makes who knows the same seed, so that none has to be handed around. */
final class DerivedAuthority {

    private static final String CURVE = "P-256";

    /** More than the curve's own 32, so that no number is likelier than another. */
    static final int SEED_BYTES = 48;

    private DerivedAuthority() {}

    /**
     * The same pair for the same seed.
     *
     * @param seed {@value #SEED_BYTES} bytes that nobody can guess
     */
    static KeyPair of(byte[] seed) throws GeneralSecurityException {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        X9ECParameters curve = CustomNamedCurves.getByName(CURVE);
        BigInteger number = new BigInteger(1, seed)
                .mod(curve.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        ECPoint point = curve.getG().multiply(number).normalize();
        ECParameterSpec spec = EC5Util.convertToSpec(curve);
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyPair(
                factory.generatePublic(new ECPublicKeySpec(
                        new java.security.spec.ECPoint(
                                point.getAffineXCoord().toBigInteger(),
                                point.getAffineYCoord().toBigInteger()),
                        spec)),
                factory.generatePrivate(new ECPrivateKeySpec(number, spec)));
    }
}
