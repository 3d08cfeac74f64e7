package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process wrote and its watch has not told of yet. A reconcile that comes before the watch would judge by the
 * state before the write and write again, or worse. At most one entry for each object; any thread may call, one at a time for
 * a key.
 */
public final class OwnWrites<T extends HasMetadata> {

    /**
     * @param older versions that the object has had before
     */
    private record Written<T>(T object, Set<String> older) {}

    private final Map<ObjectKey, Written<T>> writes = new ConcurrentHashMap<>();

    /** The object as watched, or as written if the watch lags behind. */
    public T latest(T watched) {
        ObjectKey key = ObjectKey.of(watched);
        Written<T> written = writes.get(key);
        if (written != null && !written.older.contains(version(watched))) {
            writes.remove(key);
        }
        return since(watched);
    }

    /** The object as written after it was this one; unlike {@link #latest}, this is no word of the watch. */
    public T since(T seen) {
        Written<T> written = writes.get(ObjectKey.of(seen));
        return written != null && written.older.contains(version(seen)) ? written.object : seen;
    }

    /**
     * Remembers a write.
     *
     * @param before what {@link #latest} had said
     * @param after what the API server answered; null if it answered with nothing
     */
    public void wrote(T before, @Nullable T after) {
        // The write that lets go of a deleted object ends it, and what it answers with may bear the version from
        // before.
        boolean leaving = after != null && after.getMetadata().getDeletionTimestamp() != null;
        if (after == null || version(before).equals(version(after)) && !leaving) {
            return;
        }
        ObjectKey key = ObjectKey.of(before);
        Written<T> earlier = writes.get(key);
        Set<String> older = new HashSet<>(earlier == null ? Set.of() : earlier.older);
        older.add(version(before));
        writes.put(key, new Written<>(after, Set.copyOf(older)));
    }

    /** Lets go of an object that is not there any more. */
    public void forget(ObjectKey key) {
        writes.remove(key);
    }

    private static String version(HasMetadata object) {
        String version = object.getMetadata().getResourceVersion();
        return version == null ? "" : version;
    }
}
