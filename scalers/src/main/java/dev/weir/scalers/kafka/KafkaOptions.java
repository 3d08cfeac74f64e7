package dev.weir.scalers.kafka;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** A {@link KafkaCluster} as Kafka's client takes it. */
final class KafkaOptions {

    /** What the brokers' logs and quotas call us. */
    static final String CLIENT_ID = "weir";

    private KafkaOptions() {}

    /**
     * Keys and certificates are read on a worker thread.
     *
     * @param servers those of the cluster's at which a broker answers
     * @param exchange how long a connection's making, and each exchange with a broker, may take
     * @param step how long a question may take, with all its exchanges
     */
    static Future<Map<String, Object>> load(
            ScalerEnvironment environment,
            KafkaCluster cluster,
            List<String> servers,
            KafkaLogins logins,
            Duration exchange,
            Duration step) {
        Map<String, Object> options = plain(cluster, servers, exchange, step);
        login(options, cluster.login(), logins);
        TlsSettings tls = cluster.tls();
        if (tls == null) {
            return Future.succeededFuture(options);
        }
        return TlsOptions.load(environment, tls).map(ssl -> {
            options.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, TlsEngines.class);
            options.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, tls.unsafe() ? "" : "https");
            options.put(TlsEngines.MAKER, new TlsEngines.Maker(environment.vertx(), ssl));
            return options;
        });
    }

    /** No JMX, and nothing about us is sent to the brokers. */
    private static Map<String, Object> plain(
            KafkaCluster cluster, List<String> servers, Duration exchange, Duration step) {
        Map<String, Object> options = new HashMap<>();
        options.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        options.put(AdminClientConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) exchange.toMillis());
        options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) step.toMillis());
        options.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, exchange.toMillis());
        options.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, step.toMillis());
        options.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        options.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        options.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol(cluster));
        return options;
    }

    private static String protocol(KafkaCluster cluster) {
        boolean sasl = !(cluster.login() instanceof KafkaLogin.None);
        return cluster.tls() == null ? (sasl ? "SASL_PLAINTEXT" : "PLAINTEXT") : (sasl ? "SASL_SSL" : "SSL");
    }

    private static void login(Map<String, Object> options, KafkaLogin login, KafkaLogins logins) {
        if (login instanceof KafkaLogin.None) {
            return;
        }
        if (login instanceof KafkaLogin.Password password) {
            Class<?> module = password.mechanism().equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
            options.put(SaslConfigs.SASL_MECHANISM, password.mechanism());
            options.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    module.getName() + " required username=" + quoted(password.user()) + " password="
                            + quoted(password.password()) + ";");
            return;
        }
        logins.into(options);
    }

    /** As the parser of this notation takes a text, which it reads like one of Java. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
