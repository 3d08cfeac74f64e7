package dev.weir.gateway.replicas;

import dev.weir.gateway.config.ReplicaSettings;
import javax.net.ssl.SSLContext;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.util.SocketFactory;
import org.jgroups.util.TLS;
import org.jgroups.util.TLSClientAuth;

/** Infinispan as the clustered Vert.x wants it, by TLS that only replicas get through. */
final class Membership {

    /** The caches that Vert.x keeps its subscriptions and nodes in. */
    private static final String[] OF_VERTX = {"__vertx.subs", "__vertx.haInfo", "__vertx.nodeInfo"};

    private Membership() {}

    /** Joins, and comes back when that has happened. It blocks for seconds. */
    static DefaultCacheManager join(String name, ReplicaSettings settings, ReplicaIdentity identity) {
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        global.jmx().enabled(false);
        global.metrics().gauges(false).histograms(false);
        global.transport()
                .clusterName("weir")
                .nodeName(name)
                .addProperty(JGroupsTransport.CONFIGURATION_XML, Stack.xml(settings))
                .addProperty(JGroupsTransport.SOCKET_FACTORY, sockets(identity));
        DefaultCacheManager manager = new DefaultCacheManager(global.build(), false);
        ConfigurationBuilder replicated = new ConfigurationBuilder();
        replicated
                .clustering()
                .cacheMode(CacheMode.REPL_SYNC)
                .partitionHandling()
                .whenSplit(PartitionHandling.ALLOW_READ_WRITES)
                .mergePolicy(MergePolicy.PREFERRED_NON_NULL);
        for (String cache : OF_VERTX) {
            manager.defineConfiguration(cache, replicated.build());
        }
        ConfigurationBuilder distributed = new ConfigurationBuilder();
        distributed.clustering().cacheMode(CacheMode.DIST_SYNC);
        manager.defineConfiguration("__vertx.distributed.cache.configuration", distributed.build());
        manager.start();
        return manager;
    }

    private static SocketFactory sockets(ReplicaIdentity identity) {
        SSLContext context = identity.context();
        return new TLS()
                .enabled(true)
                .setSSLContext(context)
                .setProtocols(new String[] {ReplicaIdentity.PROTOCOL})
                .setClientAuth(TLSClientAuth.NEED)
                .createSocketFactory(context);
    }
}
