package dev.weir.scalers.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Three real masters that hold a third of the slots each, without replicas. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int SIZE = 3;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {}

    /** Starts one whose first server has this port; takes about two seconds. */
    public static RedisCluster startOn(int port, String... options) {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < SIZE; i++) {
                List<String> all = new ArrayList<>(List.of(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        Integer.toString(ServerProcess.freePort()),
                        "--cluster-node-timeout",
                        "2000"));
                all.addAll(List.of(options));
                cluster.nodes.add(
                        RedisServer.startOn(i == 0 ? port : ServerProcess.freePort(), all.toArray(String[]::new)));
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void join() {
        for (int i = 0; i < SIZE; i++) {
            RedisServer node = nodes.get(i);
            node.say("CLUSTER", "ADDSLOTSRANGE", text(SLOTS * i / SIZE), text(SLOTS * (i + 1) / SIZE - 1));
            node.say("CLUSTER", "SET-CONFIG-EPOCH", text(i + 1));
        }
        for (RedisServer other : nodes.subList(1, SIZE)) {
            nodes.get(0).say("CLUSTER", "MEET", "127.0.0.1", text(other.port()), busPort(other));
        }
        RedisServer.eventually(
                "the cluster is complete",
                () -> nodes.stream().allMatch(node -> {
                    String info = node.say("CLUSTER", "INFO");
                    return info.contains("cluster_state:ok") && info.contains("cluster_size:" + SIZE);
                }));
    }

    private static String busPort(RedisServer node) {
        return node.say("CONFIG", "GET", "cluster-port")
                .lines()
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    public RedisServer node(int number) {
        return nodes.get(number);
    }

    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** All addresses, separated by commas. */
    public String addresses() {
        return nodes.stream().map(RedisServer::address).collect(Collectors.joining(","));
    }

    /** Says it to whoever holds the key, which is the second word. */
    public String say(String... words) {
        return owner(words[1]).say(words);
    }

    /** Who holds this key. */
    public RedisServer owner(String key) {
        int slot = Integer.parseInt(nodes.get(0).say("CLUSTER", "KEYSLOT", key));
        return nodes.stream()
                .filter(node -> holds(node, slot))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody holds slot " + slot));
    }

    /** In the list of nodes each server marks itself, with the slots that it has. */
    private static boolean holds(RedisServer node, int slot) {
        String own = node.say("CLUSTER", "NODES")
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElseThrow();
        for (String range : own.replaceFirst("^([^ ]+ ){8}", "").split(" ")) {
            if (range.matches("[0-9]+(-[0-9]+)?")) {
                String[] ends = range.split("-");
                if (slot >= Integer.parseInt(ends[0]) && slot <= Integer.parseInt(ends[ends.length - 1])) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
