package dev.weir.controller.manifests;

import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * One object of a file.
 *
 * @param file as users are told
 * @param object its generation is made from what is written, so equal generations mean equal manifests
 */
public record Manifest(String file, HasMetadata object) {

    public ObjectKey key() {
        return ObjectKey.of(object);
    }

    /** Shows no content: it may be a Secret. */
    @Override
    public String toString() {
        return object.getKind() + " " + key() + " in " + file;
    }
}
