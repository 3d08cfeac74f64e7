package dev.weir.cache.testing;

import dev.weir.cache.poll.Subscriber;
import dev.weir.cache.source.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** A subscriber that remembers what it heard. */
public final class Heard<R> implements Subscriber<R> {

    private final List<Snapshot<R>> snapshots = new ArrayList<>();

    @Override
    public void onSnapshot(Snapshot<R> snapshot) {
        snapshots.add(snapshot);
    }

    public int count() {
        return snapshots.size();
    }

    public Snapshot<R> last() {
        return snapshots.get(snapshots.size() - 1);
    }

    public List<Snapshot<R>> all() {
        return List.copyOf(snapshots);
    }
}
