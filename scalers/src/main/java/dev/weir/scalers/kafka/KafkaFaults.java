package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.Faults;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The client's exceptions in words. Those of the protocol are the broker's own sentences, which hold no secret. */
final class KafkaFaults {

    private static final int LONGEST = 200;

    private KafkaFaults() {}

    static SourceException of(String what, Throwable fault) {
        Throwable cause = unwrapped(fault);
        return cause instanceof SourceException known ? known : new SourceException(what + ": " + sentence(cause));
    }

    /** Whether nothing came back: the client says so of anything that it cannot reach. */
    static boolean isSilence(Throwable fault) {
        Throwable cause = unwrapped(fault);
        return cause instanceof TimeoutException
                || cause instanceof DisconnectException
                || cause instanceof java.util.concurrent.TimeoutException;
    }

    /** Whether the way to the brokers is the reason, not what they were asked. */
    static boolean isOfTheConnection(Throwable fault) {
        return isSilence(fault) || isRefusal(fault);
    }

    /** Whether who logs in was refused, or the other side was not trusted. */
    static boolean isRefusal(Throwable fault) {
        return unwrapped(fault) instanceof AuthenticationException;
    }

    static boolean isMissingGroup(Throwable fault) {
        return unwrapped(fault) instanceof GroupIdNotFoundException;
    }

    /** A broker is there, and does not answer what it is asked. */
    static SourceException noAnswer(KafkaCluster cluster) {
        return new SourceException(cluster.upstream() + ": the brokers do not answer in time"
                + (cluster.login() instanceof KafkaLogin.None ? "; do they want a login (sasl)?" : ""));
    }

    private static String sentence(Throwable fault) {
        if (fault instanceof SslAuthenticationException) {
            return Faults.sentence(fault);
        }
        if (fault instanceof AuthenticationException) {
            return "the broker refused the login: " + text(fault);
        }
        if (fault instanceof UnknownTopicOrPartitionException) {
            return "it does not exist";
        }
        if (fault instanceof UnsupportedVersionException) {
            return "the broker is too old; Weir speaks with Kafka 2.1 and later";
        }
        if (isSilence(fault)) {
            return "timed out";
        }
        if (fault instanceof ApiException) {
            return text(fault);
        }
        // The others may quote settings.
        return fault instanceof KafkaException ? "the client could not be made" : Faults.sentence(fault);
    }

    private static String text(Throwable fault) {
        String message = fault.getMessage();
        String line = message == null ? "" : message.strip().lines().findFirst().orElse("");
        if (line.isEmpty()) {
            return "failed with " + fault.getClass().getSimpleName();
        }
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static Throwable unwrapped(Throwable fault) {
        Throwable cause = fault.getCause();
        boolean wraps = fault instanceof CompletionException || fault instanceof ExecutionException;
        return wraps && cause != null ? unwrapped(cause) : fault;
    }
}
