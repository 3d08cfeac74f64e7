package dev.weir.cache.poll;

import dev.weir.cache.source.Snapshot;
import dev.weir.cache.source.SourceKey;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscribers of one source; adding and removing one costs the same however many there are. */
final class Members<R extends Record> {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final SourceKey key;
    private final List<Member<R>> list = new ArrayList<>();
    private final Demands demands = new Demands();
    private Demand strictest;

    Members(SourceKey key, Demand initial) {
        this.key = key;
        this.strictest = initial;
    }

    int size() {
        return list.size();
    }

    /** What all need together; of the last one if there is none. */
    Demand strictest() {
        return strictest;
    }

    void add(Member<R> member) {
        member.moved(list.size());
        list.add(member);
        demands.add(member.counted());
        strictest = demands.strictestOr(strictest);
    }

    /** False if it had left before. */
    boolean remove(Member<R> member) {
        int index = member.index();
        if (index < 0) {
            return false;
        }
        Member<R> last = list.remove(list.size() - 1);
        if (last != member) {
            list.set(index, last);
            last.moved(index);
        }
        member.moved(-1);
        demands.remove(member.counted());
        strictest = demands.strictestOr(strictest);
        return true;
    }

    void change(Member<R> member, Demand next) {
        if (member.index() >= 0) {
            demands.remove(member.counted());
            member.counted(next);
            demands.add(next);
            strictest = demands.strictestOr(strictest);
        }
    }

    /** Lets all go; {@code each} is run once per member. */
    void clear(Runnable each) {
        for (Member<R> member : list) {
            member.moved(-1);
            member.joined(null);
            each.run();
        }
        list.clear();
    }

    void deliver(Snapshot<R> snapshot) {
        for (Member<R> member : list) {
            deliver(member, snapshot);
        }
    }

    /** A subscriber that throws is a fault of its own, which the others must not feel. */
    void deliver(Member<R> member, Snapshot<R> snapshot) {
        if (member.left()) {
            return;
        }
        try {
            member.deliver(snapshot);
        } catch (RuntimeException e) {
            LOG.error("subscriber failed on a reading source={}", key, e);
        }
    }
}
