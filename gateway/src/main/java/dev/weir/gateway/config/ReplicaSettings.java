package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How replicas find each other and talk.
 *
 * @param bind the address that the others reach this one at; nothing listens elsewhere
 * @param port of membership
 * @param busPort of what is read; 0 for any free one
 * @param discovery how the first of the others is found
 * @param secret a file whose content all replicas share and nobody else knows
 */
public record ReplicaSettings(String bind, int port, int busPort, Discovery discovery, Path secret) {

    private static final Pattern MEMBER = Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}):(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
    private static final int HIGHEST_PORT = 65_535;

    /** How the others are found. */
    public sealed interface Discovery {

        /**
         * By name and port.
         *
         * @param members as {@code host:port}, this one may be among them
         */
        record Fixed(List<String> members) implements Discovery {}

        /**
         * By the addresses of a headless service; all of them use the same port.
         *
         * @param name that is asked for
         * @param server that is asked, as {@code host:port}; empty for the system's
         */
        record Dns(String name, String server) implements Discovery {}
    }

    /** Empty unless one of the ways of finding others is given. */
    static Optional<ReplicaSettings> from(SettingsReader reader) {
        String bind = reader.text("cluster-bind", "127.0.0.1");
        int port = reader.count("cluster-port", 7800, 1, HIGHEST_PORT);
        int busPort = reader.count("cluster-bus-port", 0, 0, HIGHEST_PORT);
        List<String> members = reader.list("cluster-members");
        String dns = reader.text("cluster-dns", "");
        String server = reader.text("cluster-dns-server", "");
        Optional<Path> secret = reader.path("cluster-secret-file");
        if (!NAME.matcher(bind).matches() && !bind.matches("[0-9a-fA-F:.]+")) {
            reader.problem("cluster-bind: given \"" + bind + "\", accepted is the address of this replica");
        }
        boolean others = !members.isEmpty() || !dns.isEmpty();
        check(reader, members, dns, server, secret, others);
        if (!others || secret.isEmpty()) {
            return Optional.empty();
        }
        Discovery discovery = members.isEmpty() ? new Discovery.Dns(dns, server) : new Discovery.Fixed(members);
        return Optional.of(new ReplicaSettings(bind, port, busPort, discovery, secret.get()));
    }

    private static void check(
            SettingsReader reader,
            List<String> members,
            String dns,
            String server,
            Optional<Path> secret,
            boolean others) {
        members.stream()
                .filter(member -> !isMember(member))
                .forEach(member -> reader.problem("cluster-members: given \"" + member
                        + "\", accepted are host:port with commas between, such as 10.0.0.1:7800,10.0.0.2:7800"));
        if (!dns.isEmpty() && !NAME.matcher(dns).matches()) {
            reader.problem(
                    "cluster-dns: given \"" + dns
                            + "\", accepted is the DNS name of a headless service, such as weir-replicas.keda.svc.cluster.local");
        }
        if (!members.isEmpty() && !dns.isEmpty()) {
            reader.problem("cluster-members and cluster-dns exclude each other: others are found in one way");
        }
        if (!server.isEmpty() && !isMember(server)) {
            reader.problem("cluster-dns-server: given \"" + server + "\", accepted is host:port such as 10.96.0.10:53");
        }
        if (!server.isEmpty() && dns.isEmpty()) {
            reader.problem("cluster-dns-server has no effect without cluster-dns");
        }
        if (others && secret.isEmpty()) {
            reader.problem(
                    "cluster-secret-file is needed where replicas share the work: the path of a file whose content"
                            + " all of them have and nobody else knows");
        }
        if (!others) {
            for (String name : List.of("cluster-bind", "cluster-port", "cluster-bus-port", "cluster-secret-file")) {
                if (reader.isGiven(name)) {
                    reader.problem(name + " has no effect without cluster-members or cluster-dns");
                }
            }
        }
    }

    private static boolean isMember(String text) {
        var matcher = MEMBER.matcher(text);
        return matcher.matches()
                && Integer.parseInt(matcher.group(2)) >= 1
                && Integer.parseInt(matcher.group(2)) <= HIGHEST_PORT;
    }
}
