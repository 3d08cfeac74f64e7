package dev.weir.gateway.http;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** Makes a certificate for loopback when none is given, on a worker. Nobody can check it. */
public final class SelfSigned {

    private SelfSigned() {}

    public static Future<Identity> make(Vertx vertx, Instant now) {
        return vertx.executeBlocking(
                () -> {
                    CertifiedKey made = CertificateMaker.selfSigned(now);
                    return new Identity(Buffer.buffer(made.certificatePem()), Buffer.buffer(made.keyPem()));
                },
                false);
    }

    /** The same as all that is ever shown. */
    public static IdentitySource source(Vertx vertx, Instant now) {
        return new IdentitySource() {
            @Override
            public Future<Identity> first() {
                return make(vertx, now);
            }

            @Override
            public Runnable follow(ShownIdentity shown) {
                return () -> {};
            }
        };
    }
}
