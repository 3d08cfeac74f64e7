package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A MySQL or MariaDB database.
 *
 * @param socket path of a Unix socket, empty for TCP
 * @param password empty for none; secret
 * @param session system variables that are set when a connection is made, with their values as SQL
 */
record MysqlDatabase(
        String host,
        int port,
        String socket,
        String database,
        String user,
        String password,
        Tls tls,
        Map<String, String> session)
        implements Database {

    private static final int PORT = 3306;

    /** What the Go driver reads itself, as far as it makes no difference to a query for one number. */
    private static final Set<String> OWN = Set.of(
            "allowAllFiles",
            "allowCleartextPasswords",
            "allowFallbackToPlaintext",
            "allowNativePasswords",
            "allowOldPasswords",
            "charset",
            "checkConnLiveness",
            "clientFoundRows",
            "collation",
            "columnsWithAlias",
            "compress",
            "connectionAttributes",
            "enableTLS",
            "interpolateParams",
            "loc",
            "maxAllowedPacket",
            "multiStatements",
            "parseTime",
            "readTimeout",
            "rejectReadOnly",
            "strict",
            "timeTruncate",
            "timeout",
            "writeTimeout");

    /** How a connection is secured, by the Go driver's words. */
    enum Tls {
        FALSE("false"),
        PREFERRED("preferred"),
        SKIP_VERIFY("skip-verify"),
        TRUE("true");

        private final String word;

        Tls(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }

        static Tls of(String text) {
            String lower = Settings.lower(text);
            return switch (lower) {
                case "", "0", "false" -> FALSE;
                case "1", "true" -> TRUE;
                default ->
                    Arrays.stream(values())
                            .filter(tls -> tls.word.equals(lower))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "has tls=" + text + "; accepted are true, false, skip-verify and preferred"));
            };
        }
    }

    MysqlDatabase {
        session = Collections.unmodifiableMap(new TreeMap<>(session));
    }

    /**
     * Makes sense of a data source name.
     *
     * @throws IllegalArgumentException whose message completes "the connection string …" and holds no secret
     */
    static MysqlDatabase of(Settings dsn) {
        Map<String, String> session = new TreeMap<>();
        dsn.values().forEach((name, value) -> {
            String bare = name.startsWith("?") ? name.substring(1) : "";
            if (!bare.isEmpty() && !OWN.contains(bare) && !bare.equals("tls") && !bare.equals("serverPubKey")) {
                session.put(variable(bare), value);
            }
        });
        if (dsn.find("?serverPubKey").isPresent()) {
            throw new IllegalArgumentException("has serverPubKey, a key that only a Go program can register");
        }
        String protocol = dsn.text("protocol");
        boolean socket = protocol.equals("unix");
        if (!socket && !protocol.isEmpty() && !protocol.equals("tcp")) {
            throw new IllegalArgumentException("has the protocol \"" + protocol + "\"; accepted are tcp and unix");
        }
        String address = dsn.text("address");
        int colon = address.endsWith("]") ? -1 : address.lastIndexOf(':');
        String host = socket || colon < 0 ? address : address.substring(0, colon);
        return new MysqlDatabase(
                socket || host.isEmpty() ? "127.0.0.1" : host.replaceAll("^\\[(.*)]$", "$1"),
                Settings.port(socket || colon < 0 ? "" : address.substring(colon + 1), PORT),
                socket ? (address.isEmpty() ? "/tmp/mysql.sock" : address) : "",
                dsn.text("database"),
                dsn.text("user"),
                dsn.text("password"),
                Tls.of(dsn.text("?tls")),
                session);
    }

    /** A name that cannot hold a statement of its own. */
    private static String variable(String name) {
        if (!name.matches("[A-Za-z_@.][A-Za-z0-9_@.]*")) {
            throw new IllegalArgumentException("has a parameter whose name is not that of a system variable");
        }
        return name;
    }

    /** The statement that sets the session's variables, or empty where there are none. */
    Optional<String> statement() {
        return session.entrySet().stream()
                .map(set -> set.getKey() + " = " + set.getValue())
                .reduce((one, other) -> one + ", " + other)
                .map(all -> "SET " + all);
    }

    @Override
    public String origin() {
        return "mysql://" + (socket.isEmpty() ? Settings.shown(host) + ":" + port : socket) + "/" + database;
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("host", host)
                .with("port", port)
                .with("socket", socket)
                .with("database", database)
                .with("user", user)
                .with("password", password)
                .with("tls", tls)
                .with("session", session);
    }

    @Override
    public Future<Pool> open(ScalerEnvironment environment, String token) {
        return MysqlDriver.open(environment, this);
    }

    /** Sets what the session is to have; on a connection that is used again too, which costs a round trip. */
    @Override
    public Future<Void> fit(SqlConnection connection) {
        return statement()
                .map(set -> connection.query(set).execute().<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    @Override
    public Optional<String> refusal(Throwable fault) {
        return MysqlDriver.refusal(fault);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return origin() + " as " + user;
    }
}
