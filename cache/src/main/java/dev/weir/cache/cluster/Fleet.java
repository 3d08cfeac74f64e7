package dev.weir.cache.cluster;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The replicas that share the work, as one of them sees it. Membership and messages may be late, and may differ between
 * members for a while; whoever uses them holds its promises all the same.
 *
 * <p>All methods may be called from any thread.
 */
public interface Fleet {

    /** A replica that has no others. */
    Fleet ALONE = new Fleet() {
        @Override
        public String self() {
            return "alone";
        }

        @Override
        public List<String> members() {
            return List.of();
        }

        @Override
        public void listen(Listener listener) {}

        @Override
        public void toAll(Buffer message) {}

        @Override
        public void to(String member, Buffer message) {}
    };

    /** Hears of the others, on any thread; must not block. */
    interface Listener {

        /** Members have come or gone. */
        void changed();

        /** A message of another member. Nothing says that it is well formed. */
        void received(String member, Buffer message);
    }

    /** The name of this member; another one after each start. */
    String self();

    /**
     * The live members that share the work, in no order: this one among them once it takes part, which it does when it knows
     * what there is to ask. Empty if there are no others.
     */
    List<String> members();

    /** Names the one who is to hear; once, before anything is sent. */
    void listen(Listener listener);

    /** Sends to all other members; what is lost is not sent again. */
    void toAll(Buffer message);

    /** Sends to one other member; what is lost is not sent again. */
    void to(String member, Buffer message);
}
