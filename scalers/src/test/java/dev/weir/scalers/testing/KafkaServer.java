package dev.weir.scalers.testing;

import static dev.weir.scalers.testing.TestCertificates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node) in a JVM of its own, on free loopback ports and with a folder of its own. It listens
 * plainly, with SASL (PLAIN and OAUTHBEARER with tokens that are not signed: {@link #USER}; SCRAM: {@link #SCRAM_USER}), and
 * where it is given certificates by TLS and by TLS with SASL. One more listener names {@link #countedPort} as its port, where a
 * test can stand in between. It can be stopped and started again on the same ports; what it holds is kept. A machine
 * without its jars aborts the test with a sentence, see {@link JavaServer#find}.
 */
public final class KafkaServer implements AutoCloseable {

    /** May log in by PLAIN with {@link #PASSWORD}. */
    public static final String USER = "hello";

    /** May log in by SCRAM with {@link #SCRAM_PASSWORD}. */
    public static final String SCRAM_USER = "scram";

    public static final String SCRAM_PASSWORD = "hunter22";

    /** Its characters are those that a setting could stumble over. */
    public static final String PASSWORD = "hunter2\\\"; x='";

    private final Path folder = folder();
    private final int saslPort;
    private final int plainPort = ServerProcess.freePort();
    private final int tlsPort = ServerProcess.freePort();
    private final int saslTlsPort = ServerProcess.freePort();
    private final int controllerPort = ServerProcess.freePort();
    private final int behindPort = ServerProcess.freePort();
    private final int countedPort = ServerProcess.freePort();
    private @Nullable ServerProcess broker;

    private KafkaServer(int saslPort, @Nullable TestCertificates certificates) {
        this.saslPort = saslPort;
        JavaServer.find("kafka");
        write("server.properties", properties(certificates));
    }

    /** Starts a broker whose listener with SASL has this port; takes some seconds. */
    public static KafkaServer startOn(int saslPort) {
        return started(new KafkaServer(saslPort, null));
    }

    /** Starts a broker that has all listeners. */
    public static KafkaServer startWithTls(TestCertificates certificates) {
        return started(new KafkaServer(ServerProcess.freePort(), certificates));
    }

    private static KafkaServer started(KafkaServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        try {
            server.restart();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Without SASL and TLS. */
    public String plain() {
        return "127.0.0.1:" + plainPort;
    }

    public String sasl() {
        return "127.0.0.1:" + saslPort;
    }

    public String tls() {
        return "127.0.0.1:" + tlsPort;
    }

    public String saslTls() {
        return "127.0.0.1:" + saslTlsPort;
    }

    /** Where the listener is that names another port to clients. */
    public int behindPort() {
        return behindPort;
    }

    /** The port that it names; nobody listens there but who is put there by a test. */
    public int countedPort() {
        return countedPort;
    }

    /** Its number among the processes. */
    public long pid() {
        return broker == null ? -1 : broker.pid();
    }

    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    /** Kills the broker as a crash would; ports and data are kept. */
    public void kill() {
        if (broker != null) {
            broker.kill();
            broker = null;
        }
    }

    /** Starts the broker again after {@link #stop} or {@link #kill}, with the same ports and data. */
    public void restart() {
        broker = JavaServer.start(
                "kafka",
                folder,
                () -> listens(plainPort) && answers(),
                "server.properties",
                folder.resolve("data"),
                scram("SCRAM-SHA-256"),
                scram("SCRAM-SHA-512"));
    }

    /** Makes a topic. */
    public void topic(String name, int partitions) {
        topics(List.of(name), partitions);
    }

    /** Makes topics, and waits until the broker knows of them itself: it hears of them from its controller a little later. */
    public void topics(Collection<String> names, int partitions) {
        with(admin -> {
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!knows(admin, names)) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException("topics that were made are not known after 30 s");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        });
    }

    private static boolean knows(Admin admin, Collection<String> names) throws Exception {
        try {
            return admin.describeTopics(names).allTopicNames().get(30, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Writes records into each partition of a topic. */
    public void produce(String topic, int partitions, int records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", plain(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < partitions * records; i++) {
                producer.send(new ProducerRecord<>(topic, i % partitions, null, new byte[] {1}));
            }
        }
    }

    /** Commits offsets for a group that nobody consumes in: partition 0, 1, and so on; a negative one is not committed. */
    public void commit(String group, String topic, long... offsets) {
        commitEach(Map.of(group, topic), offsets);
    }

    /** The same for many groups, each in a topic of its own. */
    public void commitEach(Map<String, String> topicsOfGroups, long... offsets) {
        with(admin -> {
            KafkaFuture<?>[] all = topicsOfGroups.entrySet().stream()
                    .map(one -> admin.alterConsumerGroupOffsets(one.getKey(), offsets(one.getValue(), offsets))
                            .all())
                    .toArray(KafkaFuture[]::new);
            KafkaFuture.allOf(all).get(60, TimeUnit.SECONDS);
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(String topic, long... offsets) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] >= 0) {
                all.put(new TopicPartition(topic, i), new OffsetAndMetadata(offsets[i]));
            }
        }
        return all;
    }

    /** What is to be done by its own client. */
    public interface Deed {
        void with(Admin admin) throws Exception;
    }

    /** Does it, over the plain listener. */
    public void with(Deed deed) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain()))) {
            deed.with(admin);
        } catch (Exception e) {
            throw new AssertionError("the broker refused: " + e + "\n" + log(), e);
        }
    }

    /** The end of the broker's log. */
    public String log() {
        return broker == null ? "(stopped)" : broker.log();
    }

    @Override
    public void close() {
        stop();
        if (Files.exists(folder)) {
            ServerProcess.delete(folder);
        }
    }

    /** Whether the group coordinator is there, too: a fresh broker makes the topic that it keeps groups in first. */
    private boolean answers() throws Exception {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", plain(), "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000))) {
            admin.listConsumerGroupOffsets("nobody")
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            return true;
        }
    }

    private static String scram(String mechanism) {
        return mechanism + "=[name=" + SCRAM_USER + ",password=" + SCRAM_PASSWORD + "]";
    }

    private String properties(@Nullable TestCertificates certificates) {
        boolean tls = certificates != null;
        String at = "://127.0.0.1:";
        String shared = "PLAINTEXT" + at + plainPort + ",SASL_PLAINTEXT" + at + saslPort
                + (tls ? ",SSL" + at + tlsPort + ",SASL_SSL" + at + saslTlsPort : "");
        String plainUsers = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\""
                + " password=\"admin\" user_" + USER + "=" + quoted(PASSWORD) + ";";
        String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        String token = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                + " unsecuredLoginStringClaim_sub=\"admin\";";
        List<String> lines = new ArrayList<>(List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=PLAINTEXT",
                "listeners=CONTROLLER" + at + controllerPort + "," + shared + ",COUNTED" + at + behindPort,
                "advertised.listeners=" + shared + ",COUNTED" + at + countedPort,
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,COUNTED:PLAINTEXT,"
                        + "SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL",
                "log.dirs=" + folder.resolve("data"),
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "num.network.threads=2",
                "num.io.threads=2",
                "log.cleaner.enable=false",
                "auto.create.topics.enable=false"));
        for (String listener : List.of("sasl_plaintext", "sasl_ssl")) {
            String prefix = "listener.name." + listener + ".";
            lines.add(prefix + "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER");
            lines.add(prefix + "plain.sasl.jaas.config=" + plainUsers.replace("\\", "\\\\"));
            lines.add(prefix + "scram-sha-256.sasl.jaas.config=" + scram);
            lines.add(prefix + "scram-sha-512.sasl.jaas.config=" + scram);
            lines.add(prefix + "oauthbearer.sasl.jaas.config=" + token);
        }
        if (certificates != null) {
            write("both.pem", text(certificates.serverKey()) + text(certificates.serverCert()));
            lines.addAll(List.of(
                    "ssl.keystore.type=PEM",
                    "ssl.keystore.location=" + folder.resolve("both.pem"),
                    "ssl.truststore.type=PEM",
                    "ssl.truststore.location=" + certificates.ca(),
                    "listener.name.ssl.ssl.client.auth=requested"));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("weir-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
