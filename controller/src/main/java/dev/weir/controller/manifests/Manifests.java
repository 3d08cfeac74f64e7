package dev.weir.controller.manifests;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of some files, each once. Immutable; any thread may read. */
public final class Manifests {

    public static final Manifests NONE = of(List.of());

    private record Id(String group, String kind, ObjectKey key) {}

    private final Map<Id, Manifest> objects;
    private final List<String> problems;

    private Manifests(Map<Id, Manifest> objects, List<String> problems) {
        this.objects = Map.copyOf(objects);
        this.problems = List.copyOf(problems);
    }

    /** Of an object that is there twice, the first counts and the other is a problem. */
    public static Manifests of(Collection<ManifestFile> files) {
        Map<Id, Manifest> objects = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (ManifestFile file : files) {
            for (Manifest manifest : file.manifests()) {
                Manifest first = objects.putIfAbsent(id(manifest), manifest);
                if (first != null) {
                    problems.add(manifest + " is ignored: " + first.file() + " has an object of that name already");
                }
            }
        }
        return new Manifests(objects, problems);
    }

    /** What is wrong with the files together. */
    public List<String> problems() {
        return problems;
    }

    /** All objects of a kind, in no order. */
    public List<Manifest> all(Class<? extends HasMetadata> type) {
        return objects.values().stream()
                .filter(manifest -> type.isInstance(manifest.object()))
                .toList();
    }

    public Optional<Manifest> scaledObject(ObjectKey key) {
        return Optional.ofNullable(objects.get(
                new Id(HasMetadata.getGroup(ScaledObject.class), HasMetadata.getKind(ScaledObject.class), key)));
    }

    /** An object of a kind that Weir has a class for. */
    public <T extends HasMetadata> Optional<T> find(Class<T> type, ObjectKey key) {
        return find(HasMetadata.getGroup(type), HasMetadata.getKind(type), key).map(type::cast);
    }

    /** An object of any kind; its version does not matter. */
    public Optional<HasMetadata> find(String group, String kind, ObjectKey key) {
        return Optional.ofNullable(objects.get(new Id(group, kind, key))).map(Manifest::object);
    }

    private static Id id(Manifest manifest) {
        HasMetadata object = manifest.object();
        return new Id(group(object.getApiVersion()), object.getKind(), manifest.key());
    }

    /** The group of an apiVersion, empty for the core group. */
    public static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
