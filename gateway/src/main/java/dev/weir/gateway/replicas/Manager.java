package dev.weir.gateway.replicas;

import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.util.List;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.Address;

/**
 * The cluster manager on an Infinispan that is newer than the one it was made for: it asks for members by a method that is
 * there no more. Addresses come from our settings.
 */
final class Manager extends InfinispanClusterManager {

    private final DefaultCacheManager membership;
    private final String host;

    Manager(DefaultCacheManager membership, String host) {
        super(membership);
        this.membership = membership;
        this.host = host;
    }

    @Override
    public List<String> getNodes() {
        List<Address> members = membership.getMembers();
        return members == null
                ? List.of()
                : members.stream().map(Address::toString).toList();
    }

    @Override
    public String clusterHost() {
        return host;
    }

    @Override
    public String clusterPublicHost() {
        return host;
    }
}
