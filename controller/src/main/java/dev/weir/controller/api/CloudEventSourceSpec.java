package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Which CloudEvents are sent where. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class CloudEventSourceSpec extends OpenBean {

    /** How the cluster is called in the events; the operator's name for it if absent. */
    private @Nullable String clusterName;

    @Required
    private @Nullable CloudEventDestination destination;

    private @Nullable AuthenticationRef authenticationRef;

    /** All events if absent. */
    private @Nullable EventSubscription eventSubscription;

    public @Nullable String getClusterName() {
        return clusterName;
    }

    public void setClusterName(@Nullable String clusterName) {
        this.clusterName = clusterName;
    }

    public @Nullable CloudEventDestination getDestination() {
        return destination;
    }

    public void setDestination(@Nullable CloudEventDestination destination) {
        this.destination = destination;
    }

    public @Nullable AuthenticationRef getAuthenticationRef() {
        return authenticationRef;
    }

    public void setAuthenticationRef(@Nullable AuthenticationRef authenticationRef) {
        this.authenticationRef = authenticationRef;
    }

    public @Nullable EventSubscription getEventSubscription() {
        return eventSubscription;
    }

    public void setEventSubscription(@Nullable EventSubscription eventSubscription) {
        this.eventSubscription = eventSubscription;
    }
}
