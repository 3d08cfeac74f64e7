package dev.weir.controller.cloudevents;

import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import java.util.Map;

/**
 * Anybody who takes CloudEvents by HTTP in binary content mode.
 *
 * @param uri may hold a secret
 */
record HttpDestination(String uri) implements Destination {

    @Override
    public HttpCall call(CloudEvent event) {
        return new HttpCall("POST", uri, event.headers(), Map.of(), event.data(), Delivery.TIMEOUT);
    }

    @Override
    public String sink() {
        return "http";
    }

    /** Shows neither user info nor query. */
    @Override
    public String toString() {
        return Url.parse(uri).toString();
    }
}
