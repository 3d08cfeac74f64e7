package dev.weir.scalers.kafka;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Params;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where a cluster is and whether the connection is secured; how to log in reads {@link SaslParams}. */
final class KafkaAccess {

    private static final Pattern SERVER = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s:/\\[\\]]+):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    /** The {@code tls} parameter. */
    private enum Tls {
        enable,
        disable
    }

    private KafkaAccess() {}

    /** Null where a problem was found. */
    static @Nullable KafkaCluster from(Params params, Dialect dialect) {
        List<String> servers =
                params.list("bootstrapServers").from(METADATA, ENV).required();
        if (servers != null) {
            servers.stream()
                    .filter(server -> !isServer(server))
                    .forEach(server -> params.problem(
                            "bootstrapServers",
                            "has \"" + server + "\"; accepted are host:port each, separated by commas"));
        }
        if (dialect == Dialect.APACHE) {
            List.of("tls", "sasl").forEach(name -> onlyOnce(params, name));
        }
        boolean secured = params.oneOf(Tls.class, "tls").from(METADATA, AUTH).orElse(Tls.disable) == Tls.enable;
        TlsSettings tls = tls(params, dialect, secured);
        String region = params.text("awsRegion").orElse("");
        Optional<AwsIdentity> aws = AwsIdentity.from(params, MskToken.SERVICE, region);
        KafkaLogin login = dialect == Dialect.APACHE
                ? SaslParams.ofApache(params, secured, region, aws)
                : SaslParams.ofKafka(params, secured, region, aws);
        return servers == null || login == null || !params.problems().isEmpty()
                ? null
                : new KafkaCluster(servers, secured ? tls : null, login);
    }

    private static boolean isServer(String server) {
        var match = SERVER.matcher(server);
        return match.matches() && Integer.parseInt(match.group(2)) <= LAST_PORT && Integer.parseInt(match.group(2)) > 0;
    }

    private static void onlyOnce(Params params, String name) {
        boolean twice = params.isGiven(name)
                && !params.spec().authParams().getOrDefault(name, "").isBlank();
        params.require(!twice, name, "is given in metadata and in a TriggerAuthentication; give it in one of them");
    }

    private static TlsSettings tls(Params params, Dialect dialect, boolean secured) {
        String ca = params.text("ca").from(AUTH).orElse("");
        String cert = params.text("cert").from(AUTH).orElse("");
        String key = params.text("key").from(AUTH).orElse("");
        String password = params.text("keyPassword").from(AUTH).orElse("");
        boolean unsafe = dialect == Dialect.KAFKA && params.bool("unsafeSsl").orElse(false);
        if (!secured) {
            if (!ca.isEmpty() || !cert.isEmpty()) {
                params.warn("tls", "is not \"enable\", so that ca, cert and key have no effect");
            }
            return TlsSettings.DEFAULT;
        }
        params.require(
                cert.isEmpty() == key.isEmpty(),
                cert.isEmpty() ? "cert" : "key",
                "is missing; cert and key are given together");
        return new TlsSettings(ca, cert, key, password, unsafe).check(params);
    }
}
