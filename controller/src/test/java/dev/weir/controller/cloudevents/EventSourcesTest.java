package dev.weir.controller.cloudevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.CloudEventSourceSpec;
import dev.weir.controller.api.CloudEventType;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.controller.cloudevents.EventSources.Read;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.credentials.FakeReferences;
import dev.weir.controller.credentials.TriggerSpecs;
import dev.weir.controller.credentials.User;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreAnswer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EventSourcesTest {

    private static final String TOPIC =
            "destination: {azureEventGridTopic: {endpoint: 'https://t.example/api/events'}}\n";
    private static final String KEY = "secretTargetRef: [{parameter: accessKey, name: grid, key: key}]";

    private final FakeReferences references = new FakeReferences();
    private final EventSources sources = new EventSources(new TriggerSpecs(references, "keda"), "kubernetes-default");

    @Test
    void aSourceByHttpTakesAllTypesUnlessItSaysOtherwise() {
        EventSource source = source("destination: {http: {uri: 'http://events.example/'}}");

        assertEquals("kubernetes-default", source.cluster());
        assertEquals(EnumSet.allOf(CloudEventType.class), source.types());
        assertEquals(new HttpDestination("http://events.example/"), source.destination());
    }

    @Test
    void httpIsUsedIfBothDestinationsAreGiven() {
        EventSource source = source(
                "clusterName: east-1\ndestination: {http: {uri: 'http://events.example/'}, azureEventGridTopic: {endpoint: ''}}");

        assertEquals("east-1", source.cluster());
        assertEquals("http", source.destination().sink());
    }

    @Test
    void whatIsIncludedAloneIsTakenAndWhatIsExcludedAloneIsNot() {
        String destination = "destination: {http: {uri: 'http://events.example/'}}\n";

        assertEquals(
                Set.of(CloudEventType.SCALED_OBJECT_READY),
                source(destination + "eventSubscription: {includedEventTypes: [keda.scaledobject.ready.v1]}")
                        .types());
        assertEquals(
                EnumSet.complementOf(EnumSet.of(CloudEventType.SCALED_OBJECT_READY)),
                source(
                                destination
                                        + "eventSubscription: {includedEventTypes: [], excludedEventTypes: [keda.scaledobject.ready.v1]}")
                        .types());
    }

    @Test
    void eventGridGetsTheKeyOfTheAuthentication() {
        references.authentication("shop", "login", authentication(KEY));
        references.secret("shop", "grid", Map.of("key", "hidden"));

        EventSource source = source(TOPIC + "authenticationRef: {name: login}");

        assertEquals(new EventGridTopic("https://t.example/api/events", "hidden"), source.destination());
        assertFalse(source.toString().contains("hidden"), source::toString);
    }

    @Test
    void aClusterWideSourceReadsWhereTheOperatorLives() {
        references.authentication("keda", "login", authentication(KEY));
        references.authentication("", "login", authentication(KEY));
        references.secret("keda", "grid", Map.of("key", "hidden"));
        ClusterCloudEventSource wide = new ClusterCloudEventSource();

        assertEquals(
                List.of(),
                read(wide, TOPIC + "authenticationRef: {name: login}").problems());
        assertEquals(
                List.of(),
                read(wide, TOPIC + "authenticationRef: {name: login, kind: ClusterTriggerAuthentication}")
                        .problems());
    }

    @Test
    void eventGridWithoutAKeySaysWhatIsMissing() {
        assertEquals(
                List.of("spec.authenticationRef: is missing; azureEventGridTopic needs an authentication that gives the"
                        + " parameter accessKey"),
                problems(TOPIC));
        assertEquals(
                List.of(
                        "TriggerAuthentication shop/login does not exist",
                        "spec.authenticationRef: \"login\" gives no parameter accessKey"),
                problems(TOPIC + "authenticationRef: {name: login}"));

        references.authentication("shop", "login", authentication(KEY));
        assertEquals(
                List.of(
                        "TriggerAuthentication shop/login: Secret shop/grid does not exist",
                        "spec.authenticationRef: \"login\" gives no parameter accessKey"),
                problems(TOPIC + "authenticationRef: {name: login}"));
    }

    @Test
    void aWorkloadIdentityIsNotUsedYet() {
        references.authentication("shop", "login", authentication("podIdentity: {provider: azure-workload}"));

        assertEquals(
                List.of(
                        "spec.authenticationRef: \"login\" gives the pod identity azure-workload, which Weir does not use"
                                + " for Event Grid yet; accepted is the parameter accessKey"),
                problems(TOPIC + "authenticationRef: {name: login}"));
    }

    @Test
    void aKeyInAStoreIsWaitedForByTheSourceItself() {
        String store = "a of the Vault at http://v:1";
        references.authentication(
                "",
                "login",
                authentication(
                        "hashiCorpVault: {address: \"http://v:1\", authentication: token, credential: {token: t},"
                                + " secrets: [{parameter: accessKey, path: a, key: k}]}"));
        String spec = TOPIC + "authenticationRef: {name: login, kind: ClusterTriggerAuthentication}";

        assertThrows(AwaitedException.class, () -> read(new ClusterCloudEventSource(), spec));
        assertEquals(Set.of(new User("ClusterCloudEventSource", new ObjectKey("", "audit"))), references.users());

        references.store(store, new Known(new StoreAnswer(Map.of("k", "key"), Duration.ofMinutes(1)), null));
        assertEquals(List.of(), read(new ClusterCloudEventSource(), spec).problems());
    }

    @Test
    void aCredentialSourceThatCannotBeUsedIsNamed() {
        references.authentication("shop", "login", authentication("filePath: /secrets/x"));

        assertEquals(
                List.of("spec.authenticationRef: TriggerAuthentication shop/login: filePath is accepted in"
                        + " a ClusterTriggerAuthentication only"),
                problems(TOPIC + "authenticationRef: {name: login}"));
    }

    private static TriggerAuthenticationSpec authentication(String yaml) {
        return Serialization.unmarshal(yaml, TriggerAuthenticationSpec.class);
    }

    private EventSource source(String spec) {
        Read read = read(new CloudEventSource(), spec);
        assertEquals(List.of(), read.problems());
        EventSource source = read.source();
        assertNotNull(source);
        return source;
    }

    private List<String> problems(String spec) {
        Read read = read(new CloudEventSource(), spec);
        assertEquals(null, read.source());
        return read.problems();
    }

    private Read read(CustomResource<?, ?> object, String spec) {
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(object instanceof CloudEventSource ? "shop" : null)
                .withName("audit")
                .build());
        return sources.read(object, Serialization.unmarshal(spec, CloudEventSourceSpec.class));
    }
}
