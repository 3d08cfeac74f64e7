import java.io.File;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jolokia.jvmagent.JolokiaServer;
import org.jolokia.jvmagent.JolokiaServerConfig;

/**
 * ActiveMQ Artemis with a Jolokia where its console has one, with user weir and password s3cret: {@code Server.java PORT
 * FOLDER QUEUE COUNT}.
 */
final class Server {

    public static void main(String[] args) throws Exception {
        EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();
        ConfigurationImpl configuration = new ConfigurationImpl()
                .setName("weir")
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(true)
                .addAcceptorConfiguration("vm", "vm://0");
        configuration.setBrokerInstance(new File(args[1]));
        artemis.setConfiguration(configuration);
        artemis.start();
        artemis.getActiveMQServer()
                .createQueue(QueueConfiguration.of(args[2]).setAddress(args[2]).setRoutingType(RoutingType.ANYCAST));
        try (ClientSessionFactory factory = ActiveMQClient.createServerLocator("vm://0").createSessionFactory();
                ClientSession session = factory.createSession()) {
            ClientProducer producer = session.createProducer(args[2]);
            for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                producer.send(session.createMessage(true));
            }
        }
        new JolokiaServer(new JolokiaServerConfig(Map.of(
                        "host", "127.0.0.1",
                        "port", args[0],
                        "agentContext", "/console/jolokia",
                        "user", "weir",
                        "password", "s3cret",
                        "discoveryEnabled", "false")))
                .start();
        Thread.currentThread().join();
    }
}
