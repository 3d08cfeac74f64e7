package dev.weir.gateway.passthrough;

import io.vertx.core.http.HttpServerRequest;

/**
 * The mark of a request that a Weir has passed on. It is passed on no second time, whoever did so first: an adapter address
 * that leads back to this process or to another replica of it would send requests round for ever.
 */
public final class Hop {

    /** The header; its value is the name of the process that passed the request on. */
    public static final String HEADER = "X-Weir-Hop";

    private Hop() {}

    /** Whether a Weir has passed this request on. */
    public static boolean marked(HttpServerRequest request) {
        return request.headers().contains(HEADER);
    }
}
