package dev.weir.gateway.access;

import io.vertx.core.http.HttpServerRequest;

/** How a door says that somebody may not come in. */
@FunctionalInterface
public interface Refused {

    /**
     * Answers; a body may be on its way that nobody will read.
     *
     * @param code the HTTP status
     * @param reason one word for programs, as Kubernetes has it
     * @param message a sentence for people
     */
    void send(HttpServerRequest request, int code, String reason, String message);
}
