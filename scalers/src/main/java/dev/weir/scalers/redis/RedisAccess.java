package dev.weir.scalers.redis;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Params;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where Redis is and who asks it, as all types of it are told. */
final class RedisAccess {

    private enum Tls {
        enable,
        disable
    }

    private RedisAccess() {}

    static RedisUpstream from(Params params, Topology topology) {
        List<RedisNode> nodes = nodes(params, topology);
        String user = params.text("username").from(METADATA, ENV, AUTH).orElse("");
        String password = params.text("password").from(METADATA, ENV, AUTH).orElse("");
        if (!user.isEmpty() && password.isEmpty()) {
            params.warn("username", "has no effect without password");
        }
        RedisLogin login = new RedisLogin(user, password, database(params, topology));
        String sentinelUser = sentinel(params, topology, "sentinelUsername");
        String sentinelPassword = sentinel(params, topology, "sentinelPassword");
        String master = sentinel(params, topology, "sentinelMaster");
        TlsSettings tls = tls(params);
        boolean sentinels = topology == Topology.SENTINEL;
        if (sentinels && master.isEmpty()) {
            params.warn("sentinelMaster", "is missing; sentinels are asked for a master without a name");
        }
        return new RedisUpstream(
                topology,
                nodes,
                login,
                sentinels ? master : "",
                sentinels ? new RedisLogin(sentinelUser, sentinelPassword, 0) : null,
                tls);
    }

    private static List<RedisNode> nodes(Params params, Topology topology) {
        boolean shown = params.isGiven("address") || params.isGiven("addresses");
        List<Named> all = new ArrayList<>();
        params.list("address", "addresses")
                .from(METADATA, AUTH, ENV)
                .orElse(List.of())
                .forEach(text -> all.add(new Named(text, shown)));
        List<String> hosts =
                params.list("host", "hosts").from(METADATA, ENV, AUTH).orElse(List.of());
        List<String> ports =
                params.list("port", "ports").from(METADATA, ENV, AUTH).orElse(List.of());
        boolean pairs = !hosts.isEmpty() && !ports.isEmpty();
        boolean uneven = pairs && hosts.size() != ports.size();
        if (pairs) {
            params.require(
                    !uneven,
                    "host",
                    "names " + hosts.size() + " and port " + ports.size() + "; each host needs its port");
            for (int i = 0; i < Math.min(hosts.size(), ports.size()); i++) {
                all.add(Named.pair(params, hosts.get(i), ports.get(i)));
            }
        } else if (!hosts.isEmpty() && !all.isEmpty()) {
            params.warn("host", "has no effect without port");
        }
        if (all.isEmpty()) {
            params.problem("address", "is missing; give address as host:port, or host and port");
        }
        List<RedisNode> nodes = parsed(params, topology == Topology.SINGLE && !all.isEmpty() ? all.subList(0, 1) : all);
        if (topology == Topology.SINGLE && all.size() > 1 && !uneven) {
            params.warn("address", "names " + all.size() + " servers; only the first one is asked");
        }
        return nodes;
    }

    /**
     * One address as given.
     *
     * @param shown whether the manifest has it, so that it is no secret
     */
    private record Named(String text, boolean shown) {

        static Named pair(Params params, String host, String port) {
            boolean shown = (params.isGiven("host") || params.isGiven("hosts"))
                    && (params.isGiven("port") || params.isGiven("ports"));
            boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
            return new Named((bare ? "[" + host + "]" : host) + ":" + port, shown);
        }

        String inMessages() {
            return shown ? "\"" + text + "\"" : "not usable (value hidden)";
        }
    }

    /** In an order of their own: a set of addresses is the same however it is written. */
    private static List<RedisNode> parsed(Params params, List<Named> all) {
        List<RedisNode> nodes = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            try {
                nodes.add(RedisNode.parse(all.get(i).text()));
            } catch (IllegalArgumentException e) {
                params.problem(
                        "address", "number " + (i + 1) + " is " + all.get(i).inMessages() + "; accepted is host:port");
            }
        }
        return nodes.stream()
                .distinct()
                .sorted(Comparator.comparing(RedisNode::host).thenComparing(RedisNode::port))
                .toList();
    }

    private static long database(Params params, Topology topology) {
        long database = params.integer("databaseIndex").orElse(0L);
        if (topology == Topology.CLUSTER) {
            if (params.isGiven("databaseIndex")) {
                params.warn("databaseIndex", "has no effect; a cluster has one database");
            }
            return 0;
        }
        params.require(database >= 0, "databaseIndex", "is " + database + "; accepted is 0 or more");
        return database;
    }

    private static String sentinel(Params params, Topology topology, String name) {
        String value = params.text(name).from(METADATA, AUTH, ENV).orElse("");
        if (topology != Topology.SENTINEL && params.isGiven(name)) {
            params.warn(name, "has no effect; there are no sentinels");
        }
        return value;
    }

    private static @Nullable TlsSettings tls(Params params) {
        Boolean inManifest = params.bool("enableTLS").orNull();
        Tls inAuth = params.oneOf(Tls.class, "tls").from(AUTH).orNull();
        TlsSettings settings = new TlsSettings(
                params.text("ca").from(AUTH).orElse(""),
                params.text("cert", "Cert").from(AUTH).orElse(""),
                params.text("key").from(AUTH).orElse(""),
                params.text("keyPassword").from(AUTH).orElse(""),
                params.bool("unsafeSsl").orElse(false));
        params.require(
                inManifest == null || inAuth == null,
                "enableTLS",
                "and tls of the TriggerAuthentication cannot be given together");
        boolean enabled = Boolean.TRUE.equals(inManifest) || inAuth == Tls.enable;
        return enabled ? settings.check(params) : null;
    }
}
