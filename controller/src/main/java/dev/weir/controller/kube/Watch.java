package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a kind in the watched namespaces, kept current by informers. Reads are look-ups in memory and may be done
 * from any thread; what they return belongs to the cache and is not to be changed.
 */
public final class Watch<T extends HasMetadata> {

    private final List<SharedIndexInformer<T>> informers = new ArrayList<>();

    private Watch() {}

    /** A watch over these namespaces, or over all of them if the set is empty. Not started yet. */
    public static <T extends HasMetadata> Watch<T> of(KubernetesClient client, Class<T> kind, Namespaces namespaces) {
        return of(client, kind, namespaces, "");
    }

    /** The same of objects whose labels this selector names, in the API server's notation; of all of them if it is empty. */
    public static <T extends HasMetadata> Watch<T> of(
            KubernetesClient client, Class<T> kind, Namespaces namespaces, String selector) {
        return of(client, kind, namespaces, selector, whole -> {});
    }

    /** The same without what {@code lighten} takes away from each object before it is kept. */
    static <T extends HasMetadata> Watch<T> light(
            KubernetesClient client, Class<T> kind, Namespaces namespaces, Consumer<T> lighten) {
        return of(client, kind, namespaces, "", lighten);
    }

    private static <T extends HasMetadata> Watch<T> of(
            KubernetesClient client, Class<T> kind, Namespaces namespaces, String selector, Consumer<T> lighten) {
        Watch<T> watch = new Watch<>();
        var resources = client.resources(kind);
        if (namespaces.all() || !Namespaced.class.isAssignableFrom(kind)) {
            watch.add(resources.inAnyNamespace(), selector, lighten);
        } else {
            namespaces.names().forEach(name -> watch.add(resources.inNamespace(name), selector, lighten));
        }
        return watch;
    }

    /**
     * A watch for changes alone: what is found of an object is its name and version, its contents are kept nowhere.
     *
     * @param without fields and their values of objects that nobody needs to be told of
     */
    public static <T extends HasMetadata> Watch<T> outlines(
            KubernetesClient client, Class<T> kind, Namespaces namespaces, Map<String, String> without) {
        Watch<T> watch = new Watch<>();
        var resources = client.resources(kind);
        Stream<FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?>> parts = namespaces.all()
                ? Stream.of(resources.inAnyNamespace())
                : namespaces.names().stream().map(resources::inNamespace);
        parts.map(part -> narrowed(part, without).runnableInformer(0))
                .map(informer -> informer.removeNamespaceIndex()
                        .itemStore(new ReducedStateItemStore<>(
                                ReducedStateItemStore.NAME_KEY_STATE, kind, client.getKubernetesSerialization())))
                .forEach(watch.informers::add);
        return watch;
    }

    private static <T extends HasMetadata> FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> narrowed(
            FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> all, Map<String, String> without) {
        FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> left = all;
        for (Map.Entry<String, String> field : without.entrySet()) {
            left = left.withoutField(field.getKey(), field.getValue());
        }
        return left;
    }

    /** Of this one object, which need not exist. */
    public static <T extends HasMetadata> Watch<T> of(KubernetesClient client, Class<T> kind, ObjectKey key) {
        Watch<T> watch = new Watch<>();
        var resources = client.resources(kind);
        watch.informers.add(
                key.namespace().isEmpty()
                        ? resources.withName(key.name()).runnableInformer(0)
                        : resources
                                .inNamespace(key.namespace())
                                .withName(key.name())
                                .runnableInformer(0));
        return watch;
    }

    private void add(
            FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> resources,
            String selector,
            Consumer<T> lighten) {
        SharedIndexInformer<T> informer = selector.isEmpty()
                ? resources.runnableInformer(0)
                : resources.withLabelSelector(selector).runnableInformer(0);
        informers.add(informer.itemStore(new LightStore<>(lighten)));
    }

    /** Adds an index for {@link #by}; before the start only. */
    public Watch<T> index(String name, Function<T, List<String>> values) {
        informers.forEach(informer -> informer.addIndexers(Map.of(name, values)));
        return this;
    }

    /** Calls back with the old and the new state, either of which may be null, on a thread of the client. */
    public Watch<T> onChange(BiConsumer<@Nullable T, @Nullable T> change) {
        informers.forEach(informer -> informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T added) {
                change.accept(null, added);
            }

            @Override
            public void onUpdate(T before, T after) {
                change.accept(before, after);
            }

            @Override
            public void onDelete(T last, boolean stale) {
                change.accept(last, null);
            }
        }));
        return this;
    }

    /** Lists and watches; completes when everything that exists has been seen. Keeps trying while the API is away. */
    public Future<Void> start() {
        List<Future<?>> starts = new ArrayList<>();
        for (SharedIndexInformer<T> informer : informers) {
            informer.exceptionHandler((started, cause) -> true);
            starts.add(Future.fromCompletionStage(informer.start()));
        }
        return Future.all(starts).mapEmpty();
    }

    public void stop() {
        informers.forEach(SharedIndexInformer::stop);
    }

    public Optional<T> find(ObjectKey key) {
        String storeKey = key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name();
        return informers.stream()
                .map(informer -> informer.getStore().getByKey(storeKey))
                .filter(object -> object != null)
                .findFirst();
    }

    /** The objects for which the index has this value. */
    public Stream<T> by(String index, String value) {
        return informers.stream().flatMap(informer -> informer.getIndexer().byIndex(index, value).stream());
    }

    public Stream<T> all() {
        return informers.stream().flatMap(informer -> informer.getStore().list().stream());
    }
}
