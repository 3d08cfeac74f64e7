package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.Consumer;

/**
 * What an informer keeps of its objects: everything but who wrote which field, which is often more than all the rest and which
 * nobody here reads, and but what {@code lighten} takes away. Handlers are given the objects after that.
 */
final class LightStore<T extends HasMetadata> extends BasicItemStore<T> {

    private final Consumer<T> lighten;

    /** {@code lighten} changes the object that it is given. */
    LightStore(Consumer<T> lighten) {
        super(Cache::metaNamespaceKeyFunc);
        this.lighten = lighten;
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().setManagedFields(null);
        lighten.accept(object);
        return super.put(key, object);
    }
}
