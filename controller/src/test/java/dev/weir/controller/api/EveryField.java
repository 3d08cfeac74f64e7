package dev.weir.controller.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The manifests that use every field, one of each kind. */
enum EveryField {
    SCALED_OBJECT(ScaledObject.class),
    SCALED_JOB(ScaledJob.class),
    TRIGGER_AUTHENTICATION(TriggerAuthentication.class),
    CLUSTER_TRIGGER_AUTHENTICATION(ClusterTriggerAuthentication.class),
    CLOUD_EVENT_SOURCE(CloudEventSource.class),
    CLUSTER_CLOUD_EVENT_SOURCE(ClusterCloudEventSource.class);

    private final Class<? extends CustomResource<?, ?>> type;

    EveryField(Class<? extends CustomResource<?, ?>> type) {
        this.type = type;
    }

    Class<? extends CustomResource<?, ?>> type() {
        return type;
    }

    /** The file of its CRD in {@code deploy/crds}. */
    String crdFile() {
        return group() + "_" + type.getSimpleName().toLowerCase(Locale.ROOT) + "s.yaml";
    }

    String group() {
        return HasMetadata.getGroup(type);
    }

    /** The manifest as it stands in the file. */
    JsonNode manifest() {
        String name = "/api/every-field-" + type.getSimpleName().toLowerCase(Locale.ROOT) + ".yaml";
        try (InputStream in = EveryField.class.getResourceAsStream(name)) {
            return Serialization.unmarshal(in, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<EveryField> all() {
        return Stream.of(values());
    }
}
