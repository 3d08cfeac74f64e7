package dev.weir.gateway.process;

import io.vertx.core.Future;

/** A whole process that measures and serves. Started once, stopped once. */
public sealed interface Gateway permits Weir, Standalone {

    /** Completes when the ports are open and what is to be measured is known. */
    Future<? extends Gateway> start();

    /** Says that it is not ready, goes on for the delay, lets requests in flight end, closes the sources. Once only. */
    Future<Void> stop();

    /** What a stop that has begun waits for now. */
    String ending();

    Doors doors();
}
