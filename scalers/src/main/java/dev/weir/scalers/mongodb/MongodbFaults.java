package dev.weir.scalers.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInternalException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.Faults;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.bson.BSONException;
import org.jspecify.annotations.Nullable;

/** The driver's exceptions in words. Its own messages list all settings and servers; those of servers are shown. */
final class MongodbFaults {

    private static final int LONGEST = 200;

    /** Whatever the read preference is. */
    private static final Set<ServerType> ANSWERING = Set.of(
            ServerType.STANDALONE, ServerType.SHARD_ROUTER, ServerType.LOAD_BALANCER, ServerType.REPLICA_SET_PRIMARY);

    private MongodbFaults() {}

    /** {@code seen} is what the driver knows of the servers, null where there is no client yet. */
    static SourceException of(MongodbServer server, Throwable fault, @Nullable ClusterDescription seen) {
        return fault instanceof SourceException known
                ? named(server, known)
                : new SourceException(server.upstream() + ": "
                        + (seen != null && (isWaiting(fault) || isCutOff(fault, seen))
                                ? servers(server, seen)
                                : sentence(server, fault)));
    }

    private static SourceException named(MongodbServer server, SourceException known) {
        String said = String.valueOf(known.getMessage());
        return said.startsWith(server.upstream()) ? known : new SourceException(server.upstream() + ": " + said);
    }

    /** Whether none of the servers answers. */
    static boolean isOutOfReach(ClusterDescription seen) {
        return seen.getServerDescriptions().stream().noneMatch(ServerDescription::isOk);
    }

    /** Whether the driver waited for a server, or for a connection, in vain. */
    static boolean isWaiting(Throwable fault) {
        return fault instanceof MongoTimeoutException && !(fault instanceof MongoOperationTimeoutException);
    }

    /** Whether a connection broke, and no other could be made. */
    static boolean isCutOff(Throwable fault, ClusterDescription seen) {
        return fault instanceof MongoSocketException && isOutOfReach(seen);
    }

    /** Whether who logs in was refused. */
    static boolean isRefusal(Throwable fault) {
        return fault instanceof MongoSecurityException;
    }

    /** Whether a server has answered, though with a no. */
    static boolean isTheServersWord(Throwable fault) {
        return fault instanceof MongoCommandException;
    }

    /** Why no server could be asked. */
    private static String servers(MongodbServer server, ClusterDescription seen) {
        MongoException lookup = seen.getSrvResolutionException();
        if (lookup != null) {
            return sentence(server, lookup);
        }
        List<ServerDescription> servers = seen.getServerDescriptions();
        if (servers.stream().anyMatch(one -> one.isOk() && ANSWERING.contains(one.getType()))) {
            return "timed out while all connections were busy";
        }
        if (servers.size() == 1 && isOutOfReach(seen)) {
            return one(server, servers.get(0));
        }
        String each = String.join(
                "; ",
                servers.stream()
                        .map(one -> one.getAddress() + ": " + one(server, one))
                        .sorted()
                        .toList());
        return servers.isEmpty() ? "timed out" : "no server can be asked: " + each;
    }

    private static String one(MongodbServer server, ServerDescription one) {
        Throwable fault = one.getException();
        if (fault != null) {
            String sentence = sentence(server, fault);
            return sentence.startsWith("the connection was closed") && !server.secured()
                    ? sentence + "; is it a port that wants TLS?"
                    : sentence;
        }
        return one.isOk()
                ? "is a " + one.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : "timed out";
    }

    private static String sentence(MongodbServer server, Throwable fault) {
        if (fault instanceof MongoSecurityException) {
            return "the login failed: "
                    + (fault.getCause() == null ? "the driver gave it up" : sentence(server, fault.getCause()));
        }
        if (fault instanceof MongoExecutionTimeoutException
                || fault instanceof MongoTimeoutException
                || fault instanceof MongoSocketReadTimeoutException
                || fault instanceof TimeoutException) {
            return "timed out";
        }
        if (fault instanceof MongoCommandException said) {
            return "the server said: " + line(said.getErrorMessage()) + " (" + said.getErrorCode()
                    + (said.getErrorCodeName().isEmpty() ? "" : " " + said.getErrorCodeName()) + ")";
        }
        if (fault instanceof MongoSocketException) {
            return socket(server, fault);
        }
        if (fault instanceof MongoIncompatibleDriverException || fault instanceof MongoConfigurationException) {
            return line(fault);
        }
        if (fault instanceof MongoInternalException || fault instanceof BSONException) {
            return "answered with something that is no answer of MongoDB";
        }
        if (fault instanceof IllegalArgumentException) {
            // The driver checks these two by itself, and nothing else that comes so late.
            return "dbName or collection is no name that MongoDB takes";
        }
        if (fault instanceof IllegalStateException) {
            // Of a client that was closed meanwhile, because nothing could be reached.
            return "the connection was closed before the answer was complete";
        }
        Throwable cause = fault.getCause();
        return fault instanceof MongoException && cause != null && cause != fault
                ? sentence(server, cause)
                : Faults.sentence(fault);
    }

    private static String socket(MongodbServer server, Throwable fault) {
        Throwable cause = fault.getCause();
        if (cause == null) {
            return "the connection was closed before the answer was complete";
        }
        return cause instanceof MongoException ? sentence(server, cause) : Faults.sentence(cause);
    }

    private static String line(Throwable fault) {
        return line(String.valueOf(fault.getMessage()));
    }

    private static String line(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
