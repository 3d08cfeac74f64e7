package dev.weir.scalers.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.Faults;
import org.jspecify.annotations.Nullable;

/** The Java client's exceptions in words: the broker's own where it gave a reason; its texts hold no password. */
final class AmqpFaults {

    private AmqpFaults() {}

    static SourceException of(String what, Throwable fault) {
        return fault instanceof SourceException known ? known : new SourceException(what + ": " + sentence(fault));
    }

    private static String sentence(Throwable fault) {
        AuthenticationFailureException login = find(fault, AuthenticationFailureException.class);
        if (login != null) {
            return "the broker refused the login: " + login.getMessage();
        }
        ShutdownSignalException shutdown = find(fault, ShutdownSignalException.class);
        if (shutdown != null && shutdown.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        if (shutdown != null && shutdown.getReason() instanceof AMQP.Connection.Close close) {
            return "the broker closed the connection: " + close.getReplyText();
        }
        if (find(fault, PossibleAuthenticationFailureException.class) != null) {
            return "the broker closed the connection during the login";
        }
        if (shutdown != null) {
            return "the connection was lost";
        }
        return Faults.sentence(fault);
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable fault, Class<T> type) {
        if (fault == null || type.isInstance(fault)) {
            return type.cast(fault);
        }
        return find(fault.getCause(), type);
    }
}
