package dev.weir.scalers.rabbitmq;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.rabbitmq.RabbitHost.Login;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked. */
sealed interface RabbitQuestion {

    /** Who is asked, without user info. */
    String upstream();

    /** Adds all that makes two questions different. */
    void into(SourceKeys.Question question);

    /** A passive declaration of a queue, which tells how many of its messages are ready. */
    record Amqp(AmqpBroker broker, String queue) implements RabbitQuestion {
        @Override
        public String upstream() {
            return broker.origin();
        }

        @Override
        public void into(SourceKeys.Question question) {
            broker.into(question.with("protocol", "amqp").with("queue", queue));
        }
    }

    /**
     * A request to the management plugin.
     *
     * @param base scheme, host, port and path before {@code /api}
     * @param vhost as it stands in the path, escaped
     * @param queue name or pattern, not escaped
     * @param pageSize queues asked for with a pattern; the server allows up to 500
     * @param login sent as HTTP Basic, or null
     * @param identity whose token is sent, or null
     * @param timeout or null for the process's
     */
    record Http(
            String base,
            String vhost,
            String queue,
            boolean regex,
            long pageSize,
            @Nullable Login login,
            @Nullable Identity identity,
            TlsSettings tls,
            @Nullable Duration timeout)
            implements RabbitQuestion {

        private static final String ROOT_VHOST = "%2F";

        /**
         * The last segment of the path is the virtual host, even where {@code vhostName} replaces it; what is before it is
         * where the API lies.
         */
        static Http of(
                RabbitHost host,
                @Nullable String vhostName,
                String queue,
                boolean regex,
                long pageSize,
                @Nullable Login login,
                @Nullable Identity identity,
                TlsSettings tls,
                @Nullable Duration timeout) {
            int slash = host.path().lastIndexOf('/');
            String segment = host.path().substring(slash + 1);
            String before = Arrays.stream(
                            host.path().substring(0, Math.max(0, slash)).split("/"))
                    .filter(part -> !part.isEmpty())
                    .map(part -> "/" + part)
                    .collect(Collectors.joining());
            String vhost = vhostName == null ? segment : Url.escaped(vhostName);
            return new Http(
                    host.origin() + before,
                    vhost.isEmpty() ? ROOT_VHOST : vhost,
                    queue,
                    regex,
                    pageSize,
                    login,
                    identity,
                    tls,
                    timeout);
        }

        @Override
        public String upstream() {
            return Url.origin(base);
        }

        /** Queue and pattern are escaped as in a form, also in the path: so KEDA asks. */
        HttpCall call() {
            String vhostUrl = base + "/api/queues/" + vhost;
            HttpCall call = HttpCall.get(
                            regex
                                    ? vhostUrl + "?page=1&use_regex=true&pagination=false&name=" + Url.escaped(queue)
                                            + "&page_size=" + pageSize
                                    : vhostUrl + "/" + Url.escaped(queue))
                    .within(timeout);
            return login == null || identity != null
                    ? call
                    : call.credential(
                            "Authorization",
                            AuthConfig.basic(login.user(), login.password() == null ? "" : login.password()));
        }

        @Override
        public void into(SourceKeys.Question question) {
            question.with("protocol", "http")
                    .with("base", base)
                    .with("vhost", vhost)
                    .with("queue", queue)
                    .with("pageSize", regex ? pageSize : null);
            if (login != null) {
                question.with("user", login.user()).with("password", login.password());
            }
            if (identity != null) {
                identity.into(question);
            }
            tls.into(question);
        }

        /** Shows no credentials. */
        @Override
        public String toString() {
            return "Http[" + base + ", " + vhost + ", " + queue + "]";
        }
    }
}
