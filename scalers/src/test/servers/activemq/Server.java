import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.jolokia.jvmagent.JolokiaServer;
import org.jolokia.jvmagent.JolokiaServerConfig;

/**
 * ActiveMQ Classic with its Jolokia on loopback, with user weir and password s3cret: {@code Server.java PORT QUEUE COUNT}.
 */
final class Server {

    public static void main(String[] args) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("localhost");
        broker.setPersistent(false);
        broker.setUseJmx(true);
        broker.getManagementContext().setCreateConnector(false);
        broker.start();
        try (Connection connection = new ActiveMQConnectionFactory("vm://localhost?create=false").createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(args[1]));
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                producer.send(session.createTextMessage("order " + i));
            }
        }
        new JolokiaServer(new JolokiaServerConfig(Map.of(
                        "host", "127.0.0.1",
                        "port", args[0],
                        "agentContext", "/api/jolokia",
                        "user", "weir",
                        "password", "s3cret",
                        "discoveryEnabled", "false")))
                .start();
        Thread.currentThread().join();
    }
}
