package dev.weir.gateway.process;

import io.vertx.core.Future;

/** A whole process that measures and serves. Started once, stopped once. */
public sealed interface Gateway permits Weir, Standalone {

    /** Completes when the ports are open and what is to be measured is known. */
    Future<? extends Gateway> start();

    /** Lets requests in flight end, closes the sources. */
    Future<Void> stop();

    Doors doors();
}
