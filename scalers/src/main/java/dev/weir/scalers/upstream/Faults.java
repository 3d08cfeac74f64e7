package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A failure of a connection in words that a user understands; never an exception's name alone, never a secret. */
public final class Faults {

    private Faults() {}

    /** An expected failure: {@code what} was tried, then what went wrong. A SourceException is passed on as it is. */
    public static SourceException of(String what, Throwable fault) {
        return fault instanceof SourceException known ? known : new SourceException(what + ": " + sentence(fault));
    }

    /** What went wrong. */
    public static String sentence(Throwable fault) {
        Throwable root = root(fault);
        if (isNamed(root, "ConnectTimeoutException") || root instanceof TimeoutException) {
            return "timed out";
        }
        if (root instanceof ConnectException) {
            return "connection refused";
        }
        if (find(fault, UnknownHostException.class) != null) {
            return "the host name cannot be resolved";
        }
        if (isNamed(root, "NotSslRecordException")) {
            return "the server does not speak TLS on this port";
        }
        SSLException tls = find(fault, SSLException.class);
        if (tls != null || find(fault, CertificateException.class) != null) {
            return "TLS handshake failed: " + text(root);
        }
        if (root instanceof HttpClosedException
                || root instanceof StreamResetException
                || root instanceof ClosedChannelException) {
            return "the connection was closed before the answer was complete";
        }
        if (root instanceof ConnectionPoolTooBusyException) {
            return "too many requests already wait for a connection to this host";
        }
        // Only messages of I/O are known to hold no secret: others may quote a header or a URL.
        return root instanceof IOException
                ? text(root)
                : "failed with " + root.getClass().getSimpleName();
    }

    /** Whether a failed exchange failed because its time was over. */
    public static boolean timedOut(Throwable fault) {
        return fault instanceof SourceException
                && String.valueOf(fault.getMessage()).contains(": timed out");
    }

    /** A duration as in {@code 3 s} or {@code 250 ms}. */
    public static String words(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** By name, so that Netty need not be on this module's class path by itself. */
    private static boolean isNamed(Throwable fault, String name) {
        return fault.getClass().getSimpleName().equals(name);
    }

    private static String text(Throwable fault) {
        String message = fault.getMessage();
        if (message == null || message.isBlank()) {
            return fault.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static Throwable root(Throwable fault) {
        Throwable cause = fault.getCause();
        return cause == null || cause == fault ? fault : root(cause);
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable fault, Class<T> type) {
        if (fault == null || type.isInstance(fault)) {
            return type.cast(fault);
        }
        return find(fault.getCause(), type);
    }
}
