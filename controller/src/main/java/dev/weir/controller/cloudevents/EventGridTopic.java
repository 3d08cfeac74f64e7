package dev.weir.controller.cloudevents;

import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import java.util.Map;

/**
 * A topic of Azure Event Grid with its key. Event Grid takes CloudEvents in batches.
 *
 * @param endpoint of the topic, {@code https://NAME.REGION.eventgrid.azure.net/api/events}
 * @param accessKey secret
 * @see <a href="https://learn.microsoft.com/azure/event-grid/post-to-custom-topic">Publish events to custom topics</a>
 */
record EventGridTopic(String endpoint, String accessKey) implements Destination {

    private static final String API_VERSION = "2018-01-01";
    private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";

    @Override
    public HttpCall call(CloudEvent event) {
        return new HttpCall(
                "POST",
                Url.parse(endpoint).withQuery("api-version", API_VERSION).complete(),
                Map.of("Content-Type", BATCH),
                Map.of("aeg-sas-key", accessKey),
                event.batch(),
                Delivery.TIMEOUT);
    }

    @Override
    public String sink() {
        return "azureEventGridTopic";
    }

    /** Shows neither key nor query. */
    @Override
    public String toString() {
        return Url.parse(endpoint).toString();
    }
}
