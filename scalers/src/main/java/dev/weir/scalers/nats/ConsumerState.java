package dev.weir.scalers.nats;

/**
 * One consumer of a stream.
 *
 * @param leader name of the node that leads it; empty where there is one node only
 * @param led whether the leader itself said this
 * @param pending messages not yet delivered
 * @param unacknowledged messages delivered and not acknowledged
 */
public record ConsumerState(
        String stream, String name, String leader, boolean led, double pending, double unacknowledged) {

    boolean is(String otherStream, String consumer) {
        return stream.equals(otherStream) && name.equals(consumer);
    }
}
