package dev.weir.controller.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloudEventSourceRulesTest {

    private static final String HTTP = "destination: {http: {uri: 'http://events.example/'}}\n";

    @Test
    void aDestinationIsEnough() {
        assertEquals(List.of(), problems(HTTP));
        assertEquals(
                List.of(), problems("destination: {azureEventGridTopic: {endpoint: 'https://t.example/api/events'}}"));
    }

    @Test
    void everyTypeMayBeNamedThoseOfAuthenticationsToo() {
        String all = String.join(", ", CloudEventType.all());

        assertEquals(List.of(), problems(HTTP + "eventSubscription: {includedEventTypes: [" + all + "]}"));
        assertEquals(List.of(), problems(HTTP + "eventSubscription: {excludedEventTypes: [" + all + "]}"));
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        List<String> problems = problems("""
                destination: {http: {uri: events}}
                eventSubscription:
                  includedEventTypes: [keda.scaledobject.ready.v1, keda.scaledobject.scaled.v1]
                  excludedEventTypes: [ready]
                """);

        assertEquals(4, problems.size(), problems::toString);
        assertEquals("spec.destination.http.uri: the URL is not of the form http://host:port/path", problems.get(0));
        assertEquals(
                "spec.eventSubscription: has includedEventTypes and excludedEventTypes; give one of the two, or none for"
                        + " all types",
                problems.get(1));
        assertTrue(
                problems.get(2)
                        .startsWith("spec.eventSubscription.includedEventTypes[1]: is \"keda.scaledobject.scaled.v1\";"
                                + " accepted is one of keda.scaledobject.ready.v1, "),
                problems.get(2));
        assertTrue(
                problems.get(3).startsWith("spec.eventSubscription.excludedEventTypes[0]: is \"ready\";"),
                problems.get(3));
    }

    @Test
    void anEmptySubscriptionIsNone() {
        assertEquals(List.of(), problems(HTTP + "eventSubscription: {includedEventTypes: [], excludedEventTypes: []}"));
    }

    @Test
    void aMissingDestinationIsNamed() {
        List<String> missing = List.of("spec.destination: is missing; accepted is one of http, azureEventGridTopic");

        assertEquals(missing, problems("{}"));
        assertEquals(missing, problems("destination: {}"));
        assertEquals(
                missing,
                CloudEventSourceRules.problems(null).stream()
                        .map(Problem::toString)
                        .toList());
        assertEquals(
                List.of(
                        "spec.destination.azureEventGridTopic.endpoint: the URL has the scheme \"amqp\"; accepted are http"
                                + " and https"),
                problems("destination: {azureEventGridTopic: {endpoint: 'amqp://t.example/'}}"));
    }

    private static List<String> problems(String spec) {
        return CloudEventSourceRules.problems(Serialization.unmarshal(spec, CloudEventSourceSpec.class)).stream()
                .map(Problem::toString)
                .toList();
    }
}
