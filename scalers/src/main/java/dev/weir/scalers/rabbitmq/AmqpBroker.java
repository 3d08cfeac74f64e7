package dev.weir.scalers.rabbitmq;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.rabbitmq.RabbitHost.Login;
import org.jspecify.annotations.Nullable;

/**
 * A virtual host of a broker, and how to log in: whoever has the same one shares a connection.
 *
 * @param external whether the client certificate logs in (SASL EXTERNAL)
 * @param tls null where the scheme is {@code amqp}
 */
record AmqpBroker(
        String host,
        int port,
        String vhost,
        Login login,
        boolean external,
        @Nullable TlsSettings tls) {

    private static final String GUEST = "guest";

    /** Missing parts of the login are {@code guest}, as in every AMQP client. */
    static AmqpBroker of(
            RabbitHost host, @Nullable String vhostName, @Nullable Login login, boolean external, TlsSettings tls) {
        boolean secure = host.scheme().equals("amqps");
        String user = login == null ? GUEST : login.user();
        String password = login == null || login.password() == null ? GUEST : login.password();
        return new AmqpBroker(
                host.name(),
                host.port(),
                vhostName == null ? host.amqpVhost() : vhostName,
                external && secure ? new Login("", "") : new Login(user, password),
                external && secure,
                secure ? tls : null);
    }

    /** {@code amqp://host:port}. */
    String origin() {
        return (tls == null ? "amqp://" : "amqps://") + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    void into(SourceKeys.Question question) {
        question.with("host", host)
                .with("port", port)
                .with("vhost", vhost)
                .with("user", login.user())
                .with("password", login.password())
                .with("external", external);
        if (tls != null) {
            question.with("tls", true);
            tls.into(question);
        }
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return origin() + " vhost " + vhost;
    }
}
