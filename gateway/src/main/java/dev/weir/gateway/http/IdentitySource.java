package dev.weir.gateway.http;

import io.vertx.core.Future;

/** Where the certificate of our TLS ports comes from, now and later. */
public interface IdentitySource {

    /** What is shown when the ports open; fails with a sentence if there is nothing that can be. */
    Future<Identity> first();

    /** Shows every later one there, until the answer is run. */
    Runnable follow(ShownIdentity shown);
}
