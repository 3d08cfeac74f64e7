import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.script.mustache.MustachePlugin;
import org.elasticsearch.transport.Netty4Plugin;

/** One node of Elasticsearch on loopback: {@code Server.java PORT FOLDER}. */
final class Server extends Node {

    private Server(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, MustachePlugin.class), false);
    }

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.builder()
                .put("path.home", Path.of(args[1]).toString())
                .put("http.port", args[0])
                .put("network.host", "127.0.0.1")
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("discovery.type", "single-node")
                .build();
        new Server(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "weir")).start();
        Thread.currentThread().join();
    }
}
