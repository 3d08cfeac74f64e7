package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database.
 *
 * @param hosts tried in this order
 * @param password empty for none; secret
 * @param session what the server is told of the session: application_name, search_path and the like
 * @param role which of the hosts are wanted, {@code any} for all
 * @param who whose token is the password, or null
 */
record PostgresDatabase(
        List<Host> hosts,
        String database,
        String user,
        String password,
        PostgresTls tls,
        Map<String, String> session,
        Role role,
        @Nullable AzureIdentity who)
        implements Database {

    private static final int PORT = 5432;

    /** What libpq and pgx read themselves: the server is told nothing of it. */
    private static final Set<String> OWN = Set.of(
            "host",
            "hostaddr",
            "port",
            "database",
            "user",
            "password",
            "connect_timeout",
            "sslmode",
            "sslkey",
            "sslcert",
            "sslrootcert",
            "sslpassword",
            "sslsni",
            "sslnegotiation",
            "krbspn",
            "krbsrvname",
            "gssencmode",
            "channel_binding",
            "require_auth",
            "target_session_attrs",
            "min_read_buffer_size",
            "min_protocol_version",
            "max_protocol_version",
            "default_query_exec_mode",
            "statement_cache_capacity",
            "description_cache_capacity",
            "pool_max_conns",
            "pool_min_conns",
            "pool_min_idle_conns",
            "pool_max_conn_lifetime",
            "pool_max_conn_lifetime_jitter",
            "pool_max_conn_idle_time",
            "pool_health_check_period",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "fallback_application_name");

    /** What stands elsewhere on the disk of who runs libpq. */
    private static final Set<String> FOREIGN = Set.of("service", "servicefile", "passfile");

    /** Which hosts are wanted, by libpq's words. */
    enum Role {
        ANY,
        READ_WRITE,
        READ_ONLY,
        PRIMARY,
        STANDBY,
        PREFER_STANDBY;

        boolean fits(boolean recovering, boolean readOnly) {
            return switch (this) {
                case READ_WRITE -> !readOnly;
                case READ_ONLY -> readOnly;
                case PRIMARY -> !recovering;
                case STANDBY -> recovering;
                case ANY, PREFER_STANDBY -> true;
            };
        }

        @Override
        public String toString() {
            return Settings.lower(name()).replace('_', '-');
        }
    }

    /** One server. */
    record Host(String name, int port) {}

    PostgresDatabase {
        hosts = List.copyOf(hosts);
        session = Collections.unmodifiableMap(new TreeMap<>(session));
    }

    /**
     * Makes sense of what was given.
     *
     * @param variables of the process: PGHOST and the like count for what is not given
     * @throws IllegalArgumentException whose message completes "the connection string …" and holds no secret
     */
    static PostgresDatabase of(Settings given, Map<String, String> variables, @Nullable AzureIdentity who) {
        for (String name : FOREIGN) {
            if (given.find(name).isPresent()) {
                throw new IllegalArgumentException("has \"" + name + "\", which is not supported; give host, user and"
                        + " password by themselves");
            }
        }
        Settings settings = with(given, variables);
        String user = settings.text("user").isEmpty() ? "postgres" : settings.text("user");
        String database = settings.text("database").isEmpty() ? user : settings.text("database");
        Map<String, String> session = new TreeMap<>(settings.values());
        session.keySet().removeAll(OWN);
        return new PostgresDatabase(
                hosts(settings),
                database,
                user,
                settings.text("password"),
                PostgresTls.from(settings),
                session,
                role(settings.text("target_session_attrs")),
                who);
    }

    private static Settings with(Settings given, Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>();
        Map.of(
                        "PGHOST", "host",
                        "PGPORT", "port",
                        "PGDATABASE", "database",
                        "PGUSER", "user",
                        "PGPASSWORD", "password",
                        "PGSSLMODE", "sslmode",
                        "PGSSLROOTCERT", "sslrootcert",
                        "PGSSLCERT", "sslcert",
                        "PGSSLKEY", "sslkey",
                        "PGAPPNAME", "application_name")
                .forEach((variable, name) -> {
                    String value = variables.getOrDefault(variable, "");
                    if (!value.isEmpty()) {
                        all.put(name, value);
                    }
                });
        all.putAll(given.values());
        return new Settings(all);
    }

    private static List<Host> hosts(Settings settings) {
        String[] names = (settings.text("host").isEmpty() ? "localhost" : settings.text("host")).split(",");
        String[] ports = settings.text("port").split(",");
        if (ports.length != 1 && ports.length != names.length) {
            throw new IllegalArgumentException(
                    "has " + names.length + " hosts and " + ports.length + " ports; give one port, or one for each");
        }
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            hosts.add(new Host(names[i], Settings.port(ports[ports.length == 1 ? 0 : i], PORT)));
        }
        return hosts;
    }

    private static Role role(String text) {
        for (Role role : Role.values()) {
            if (role.toString().equals(text.isEmpty() ? "any" : text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("has the target_session_attrs \"" + text
                + "\"; accepted are any, read-write, read-only, primary, standby and prefer-standby");
    }

    @Override
    public String origin() {
        Host first = hosts.get(0);
        return "postgresql://" + Settings.shown(first.name()) + ":" + first.port() + "/" + database;
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("hosts", hosts)
                .with("database", database)
                .with("user", user)
                .with("password", password)
                .with("session", session)
                .with("role", role);
        tls.into(question);
        if (who != null) {
            who.into(question);
        }
    }

    @Override
    public Optional<AzureIdentity> identity() {
        return Optional.ofNullable(who);
    }

    /** Each host with and without TLS where that is not settled; standbys first where those are preferred. */
    @Override
    public List<Database> candidates() {
        List<Role> wanted = role == Role.PREFER_STANDBY ? List.of(Role.STANDBY, Role.ANY) : List.of(role);
        return wanted.stream()
                .flatMap(one ->
                        hosts.stream().flatMap(host -> tls.ways().stream().map(way -> by(host, way, one))))
                .toList();
    }

    private Database by(Host host, PostgresTls way, Role wanted) {
        return new PostgresDatabase(List.of(host), database, user, password, way, session, wanted, who);
    }

    @Override
    public boolean decided(Throwable fault) {
        return PostgresDriver.decided(fault);
    }

    /** By a connection of its own, as the protocol wants it. */
    @Override
    public Future<Void> cancel(SqlConnection connection) {
        return PostgresDriver.cancel(connection);
    }

    @Override
    public Future<Void> fit(SqlConnection connection) {
        return role == Role.ANY ? Future.succeededFuture() : role(connection);
    }

    private Future<Void> role(SqlConnection connection) {
        return connection
                .query("SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'")
                .execute()
                .compose(rows -> {
                    Row said = rows.iterator().next();
                    return role.fits(said.getBoolean(0), said.getBoolean(1))
                            ? Future.succeededFuture()
                            : Future.failedFuture(new SourceException(
                                    origin() + ": the server is not " + role + ", as target_session_attrs wants it"));
                });
    }

    @Override
    public Future<Pool> open(ScalerEnvironment environment, String token) {
        return PostgresDriver.open(environment, this, who == null ? password : token);
    }

    @Override
    public Optional<String> refusal(Throwable fault) {
        return PostgresDriver.refusal(fault);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return origin() + " as " + user;
    }
}
