package dev.weir.controller.cloudevents;

import dev.weir.scalers.auth.HttpCall;

/** Where events go. */
sealed interface Destination permits HttpDestination, EventGridTopic {

    /** The request that delivers an event. */
    HttpCall call(CloudEvent event);

    /** What the metrics call this kind of destination. */
    String sink();
}
