package dev.weir.controller.cloudevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weir.controller.api.CloudEventType;
import dev.weir.scalers.auth.HttpCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event as it goes over the wire. */
final class CloudEventTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.25Z");

    @Test
    void anEventByHttpHasItsAttributesInHeaders() {
        HttpCall call = new HttpDestination("https://events.example.com/keda?token=hidden")
                .call(event("shop", "ScaledObject", "Orders"));

        assertEquals("POST", call.method());
        assertEquals("https://events.example.com/keda?token=hidden", call.url());
        assertEquals(
                Map.of(
                        "Content-Type", "application/json",
                        "ce-specversion", "1.0",
                        "ce-id", "id-1",
                        "ce-source", "/east-1/keda/keda",
                        "ce-type", "keda.scaledobject.ready.v1",
                        "ce-subject", "/east-1/shop/scaledobject/orders",
                        "ce-time", "2026-03-01T12:00:00.250Z"),
                call.headers());
        assertEquals(
                new JsonObject().put("reason", "ScaledObjectReady").put("message", "it is \"ready\""),
                call.body().toJsonObject());
    }

    @Test
    void anObjectInNoNamespaceLeavesItsPlaceEmpty() {
        assertEquals(
                "/east-1//clustertriggerauthentication/login",
                event("", "ClusterTriggerAuthentication", "login").subject());
    }

    @Test
    void eventGridTakesABatchOfOneAndAKey() {
        HttpCall call = new EventGridTopic("https://keda.west-1.eventgrid.azure.net/api/events", "hidden")
                .call(event("shop", "ScaledObject", "orders"));

        assertEquals("https://keda.west-1.eventgrid.azure.net:443/api/events?api-version=2018-01-01", call.url());
        assertEquals(Map.of("Content-Type", "application/cloudevents-batch+json; charset=utf-8"), call.headers());
        assertEquals(Map.of("aeg-sas-key", "hidden"), call.credentials());
        assertEquals(
                new JsonArray()
                        .add(new JsonObject()
                                .put("specversion", "1.0")
                                .put("id", "id-1")
                                .put("source", "/east-1/keda/keda")
                                .put("type", "keda.scaledobject.ready.v1")
                                .put("subject", "/east-1/shop/scaledobject/orders")
                                .put("time", "2026-03-01T12:00:00.250Z")
                                .put("datacontenttype", "application/json")
                                .put(
                                        "data",
                                        new JsonObject()
                                                .put("reason", "ScaledObjectReady")
                                                .put("message", "it is \"ready\""))),
                call.body().toJsonArray());
    }

    @Test
    void destinationsShowNoSecret() {
        String shown = new HttpDestination("https://me:hidden@events.example.com/keda?token=hidden").toString()
                + new EventGridTopic("https://keda.example.com/api/events?k=hidden", "hidden");

        assertFalse(shown.contains("hidden"), shown);
    }

    @ParameterizedTest
    @CsvSource({"east-1,east-1", "a b,a%20b", "50%,50%25", "say\"so,say%22so", "köln,k%C3%B6ln", "a~b,a~b"})
    void attributesAreEscapedInHeaders(String value, String header) {
        assertEquals(header, HeaderValue.of(value));
    }

    private static CloudEvent event(String namespace, String kind, String name) {
        return CloudEvent.of(
                new Occurrence(
                        CloudEventType.SCALED_OBJECT_READY,
                        namespace,
                        kind,
                        name,
                        "ScaledObjectReady",
                        "it is \"ready\"",
                        "id-1",
                        TIME),
                "east-1",
                "keda");
    }
}
