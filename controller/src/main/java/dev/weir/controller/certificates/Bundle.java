package dev.weir.controller.certificates;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What one object of the cluster trusts us by. */
abstract class Bundle<T extends HasMetadata> {

    private final KubernetesClient client;
    private final Class<T> kind;
    private final String name;
    private final OneSentence sentence = new OneSentence(LoggerFactory.getLogger(getClass()));

    Bundle(KubernetesClient client, Class<T> kind, String name) {
        this.client = client;
        this.kind = kind;
        this.name = name;
    }

    /** What was found. */
    enum Found {
        /** It has the bundle already. */
        SAME,
        /** It had another, and has this one now. */
        WRITTEN,
        /** It has another, and was to be left so for now. */
        OTHER,
        /** It is not there, or it is not ours to write; said once. */
        NONE
    }

    /** For the log: kind and name. */
    final String name() {
        return kind.getSimpleName() + " " + name;
    }

    /**
     * Reads the object and puts the bundle into it if it has another. Blocks.
     *
     * @param bundle in base64
     * @param mayWrite false to look only
     */
    final Found put(String bundle, boolean mayWrite) {
        Resource<T> resource = client.resources(kind).withName(name);
        T object = resource.get();
        Optional<String> why = object == null ? Optional.of("it is not there") : leftAlone(object);
        if (object == null || why.isPresent()) {
            why.ifPresent(reason -> sentence.say(name() + " is left alone: " + reason));
            return Found.NONE;
        }
        sentence.over();
        Map<String, Object> patch = new HashMap<>(patch(object, bundle));
        if (patch.isEmpty()) {
            return Found.SAME;
        }
        if (!mayWrite) {
            return Found.OTHER;
        }
        patch.put("metadata", Map.of("resourceVersion", object.getMetadata().getResourceVersion()));
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                client.getKubernetesSerialization().asJson(patch));
        return Found.WRITTEN;
    }

    /** Why it is not ours to write; empty if it is. */
    abstract Optional<String> leftAlone(T object);

    /** What a merge patch has to hold so that the object has the bundle; nothing if it has. */
    abstract Map<String, Object> patch(T object, String bundle);
}
