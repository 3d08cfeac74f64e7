package dev.weir.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may read. The names are those of the flags of every API server that delegates, such as KEDA's metrics server.
 *
 * @param mode what was asked for; empty for what goes with the place we run in
 * @param trust whose word about callers counts
 * @param kubeconfigs where the API server is asked, if not by the client of the cluster
 * @param lives how long its answers hold
 * @param open paths that anybody may read, a star at the end for all below
 * @param widely whether it is asked first if a caller may read all metrics, so that one answer holds for many requests
 * @param bounds of its answers and of those who wait for them
 */
public record AccessSettings(
        Optional<Mode> mode,
        Trusted trust,
        Kubeconfigs kubeconfigs,
        Lives lives,
        List<String> open,
        boolean widely,
        Bounds bounds) {

    private static final List<String> HEALTH = List.of("/healthz", "/livez", "/readyz");

    /** Who decides. */
    public enum Mode {
        /** Nobody: whoever reaches the port may read. */
        OPEN,
        /** The API server of the cluster. */
        CLUSTER
    }

    /**
     * Whose word about callers counts.
     *
     * @param clientCa authorities whose certificates name callers; empty for those of the cluster
     * @param proxy from whose connections headers count; empty for what the cluster says
     * @param lookup whether the cluster is asked for what is not given
     * @param tolerant whether this process is ready before the cluster has answered that
     * @param checkEvery how often files are looked at
     */
    public record Trusted(
            Optional<Path> clientCa, Optional<Proxy> proxy, boolean lookup, boolean tolerant, Duration checkEvery) {}

    /**
     * From whose connections headers count. Without authorities nothing of it does: what the cluster says is taken as a whole.
     *
     * @param ca authorities of its certificate
     * @param names one of which its certificate must bear; empty for any
     * @param users headers with the user
     * @param uids headers with what tells users of one name apart
     * @param groups headers with the groups
     * @param extraPrefixes how headers with anything else begin
     */
    public record Proxy(
            Path ca,
            List<String> names,
            List<String> users,
            List<String> uids,
            List<String> groups,
            List<String> extraPrefixes) {}

    /** Other ways to the API server. */
    public record Kubeconfigs(Optional<Path> authentication, Optional<Path> authorization) {}

    /**
     * How long answers of the API server hold.
     *
     * @param token who a token is
     * @param allowed that a caller may
     * @param denied that a caller may not
     * @param outage how much longer a yes of both holds while the API server cannot be asked; zero for not at all
     */
    public record Lives(Duration token, Duration allowed, Duration denied, Duration outage) {}

    /**
     * What is bounded.
     *
     * @param remembered answers of each kind; when there are more, all are forgotten and asked for anew
     * @param underWay questions to the API server at one time; one more is refused
     * @param waiting requests that wait for an answer; one more is refused
     * @param timeout of one question
     */
    public record Bounds(int remembered, int underWay, int waiting, Duration timeout) {}

    public AccessSettings {
        open = List.copyOf(open);
    }

    /** What holds on a port that is secured like this, over a cluster. */
    public Mode over(TlsSettings tls) {
        return mode.orElse(tls instanceof TlsSettings.Plain ? Mode.OPEN : Mode.CLUSTER);
    }

    static AccessSettings from(SettingsReader reader, TlsSettings tls) {
        Optional<Mode> mode = mode(reader);
        if (mode.equals(Optional.of(Mode.CLUSTER)) && tls instanceof TlsSettings.Plain) {
            reader.problem("access=cluster and insecure-http exclude each other: nobody can show a certificate in the"
                    + " clear, and a token would be seen");
        }
        List<String> open = reader.has("authorization-always-allow-paths")
                ? reader.list("authorization-always-allow-paths")
                : HEALTH;
        boolean metrics = reader.flag("anonymous-metrics");
        return new AccessSettings(
                mode,
                trusted(reader),
                new Kubeconfigs(reader.path("authentication-kubeconfig"), reader.path("authorization-kubeconfig")),
                new Lives(
                        reader.duration("authentication-token-webhook-cache-ttl", Duration.ofSeconds(10)),
                        reader.duration("authorization-webhook-cache-authorized-ttl", Duration.ofSeconds(10)),
                        reader.duration("authorization-webhook-cache-unauthorized-ttl", Duration.ofSeconds(10)),
                        reader.pause("access-outage").orElse(Duration.ofMinutes(10))),
                metrics ? with(open, "/metrics") : open,
                reader.flag("access-ask-widely", true),
                new Bounds(
                        reader.count("max-access-answers", 10_000, 16, 1_000_000),
                        reader.count("max-access-reviews", 100, 1, 10_000),
                        reader.count("max-access-waiting", 2_000, 1, 1_000_000),
                        reader.duration("access-review-timeout", Duration.ofSeconds(5))));
    }

    private static Optional<Mode> mode(SettingsReader reader) {
        String given = reader.text("access", "");
        switch (given) {
            case "":
                return Optional.empty();
            case "open":
                return Optional.of(Mode.OPEN);
            case "cluster":
                return Optional.of(Mode.CLUSTER);
            default:
                reader.problem("access: given \"" + given + "\", accepted is cluster (the API server says who may read)"
                        + " or open (anybody may)");
                return Optional.empty();
        }
    }

    private static Trusted trusted(SettingsReader reader) {
        Optional<Path> ca = reader.path("requestheader-client-ca-file");
        List<String> names = reader.list("requestheader-allowed-names");
        List<String> users = listOr(reader, "requestheader-username-headers", "x-remote-user");
        List<String> uids = reader.list("requestheader-uid-headers");
        List<String> groups = listOr(reader, "requestheader-group-headers", "x-remote-group");
        List<String> extra = listOr(reader, "requestheader-extra-headers-prefix", "x-remote-extra-");
        boolean lookup = !reader.flag("authentication-skip-lookup");
        return new Trusted(
                reader.path("client-ca-file"),
                ca.map(file -> new Proxy(file, names, users, uids, groups, extra)),
                lookup,
                reader.flag("authentication-tolerate-lookup-failure"),
                reader.duration("tls-check", Duration.ofSeconds(5)));
    }

    private static List<String> listOr(SettingsReader reader, String name, String otherwise) {
        List<String> given = reader.list(name);
        return given.isEmpty() ? List.of(otherwise) : given;
    }

    private static List<String> with(List<String> paths, String one) {
        return Stream.concat(paths.stream(), Stream.of(one)).toList();
    }
}
