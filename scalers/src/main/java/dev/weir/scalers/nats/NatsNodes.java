package dev.weir.scalers.nats;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The monitoring ports of a cluster, found by way of the one that the manifest names. */
final class NatsNodes {

    /** More nodes than this are not asked. */
    private static final int MOST = 64;

    private final NatsConfig config;
    private final HttpAccess access;

    NatsNodes(NatsConfig config, HttpAccess access) {
        this.config = config;
        this.access = access;
    }

    /**
     * One of them.
     *
     * @param name as consumers name their leader
     * @param endpoint host and port
     */
    record Node(String name, String endpoint) {}

    /** Asks the named one for the others: those that clients are told of, else those that routes lead to. */
    Future<List<Node>> find() {
        return get(config.endpoint(), "/varz").compose(said -> {
            List<JsonValue> clients = said.at("connect_urls").elements();
            if (!clients.isEmpty()) {
                return Future.all(limited(clients).stream().map(this::named).toList())
                        .map(all -> all.<Node>list());
            }
            return Future.succeededFuture(limited(said.at("cluster", "urls").elements()).stream()
                    .map(url -> url.text().split("\\.", 2)[0])
                    .map(name -> new Node(name, name + "." + config.endpoint()))
                    .toList());
        });
    }

    Future<JsonValue> streams(String endpoint) {
        return get(endpoint, "/jsz?acc=" + config.asked() + "&config=true&consumers=true");
    }

    /** A node that clients reach at this address monitors at the same port as the named one. */
    private Future<Node> named(JsonValue client) {
        String host = client.text().replaceFirst(":[0-9]+$", "");
        String endpoint = host + config.endpoint().replaceFirst("^.*(:[0-9]+)$", "$1");
        return get(endpoint, "/varz")
                .map(said -> new Node(said.at("server_name").text(), endpoint));
    }

    private List<JsonValue> limited(List<JsonValue> nodes) {
        if (nodes.size() > MOST) {
            throw new SourceException(config.scheme() + "://" + config.endpoint() + " is one of " + nodes.size()
                    + " nodes; accepted are " + MOST);
        }
        return new ArrayList<>(nodes);
    }

    private Future<JsonValue> get(String endpoint, String target) {
        return access.send(HttpCall.get(config.scheme() + "://" + endpoint + target))
                .map(answer -> {
                    JsonValue said = answer.accepted().json("answer of NATS's monitoring");
                    if (!said.isObject()) {
                        throw answer.unusable("answered with something that is no answer of NATS's monitoring");
                    }
                    return said;
                });
    }
}
