package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/**
 * A database of SQL Server.
 *
 * @param database empty for the login's own
 * @param password empty for none; secret
 * @param encrypted whether everything is encrypted; else the login is, where the server can do it
 * @param verified whether the server's certificate is checked
 * @param certificate path of a certificate that is trusted, empty for those of the system
 */
record MssqlDatabase(
        String host,
        int port,
        String database,
        String user,
        String password,
        boolean encrypted,
        boolean verified,
        String certificate)
        implements Database {

    private static final int PORT = 1433;

    /**
     * Makes sense of a connection string.
     *
     * @throws IllegalArgumentException whose message completes "the connection string …" and holds no secret
     */
    static MssqlDatabase of(Settings settings) {
        refuse(settings, "hostnameincertificate", "give the server by the name that is in its certificate");
        refuse(settings, "fedauth", "give a user and a password");
        String host = settings.text("server");
        if (!settings.text("instance").isEmpty() && settings.text("port").isEmpty()) {
            throw new IllegalArgumentException("names the instance \"" + settings.text("instance")
                    + "\" and no port; give the port on which the instance listens");
        }
        String encrypt = settings.text("encrypt");
        return new MssqlDatabase(
                host.isEmpty() || host.equals(".") || host.equals("(local)") ? "localhost" : host,
                Settings.port(settings.text("port"), PORT),
                settings.text("database"),
                settings.text("user id"),
                settings.text("password"),
                encrypted(encrypt),
                !trusted(settings.text("trustservercertificate"), encrypt.isEmpty()),
                settings.text("certificate"));
    }

    private static void refuse(Settings settings, String name, String instead) {
        if (!settings.text(name).isEmpty()) {
            throw new IllegalArgumentException("has \"" + name + "\", which is not supported; " + instead);
        }
    }

    private static boolean encrypted(String text) {
        return switch (Settings.lower(text)) {
            case "true", "1", "t", "yes", "mandatory" -> true;
            case "", "false", "0", "f", "no", "optional", "disable" -> false;
            default ->
                throw new IllegalArgumentException(
                        "has encrypt=" + text + "; accepted are true, mandatory, false, optional and disable");
        };
    }

    private static boolean trusted(String text, boolean otherwise) {
        return switch (Settings.lower(text)) {
            case "true", "1", "t" -> true;
            case "false", "0", "f" -> false;
            case "" -> otherwise;
            default ->
                throw new IllegalArgumentException(
                        "has TrustServerCertificate=" + text + "; accepted are true and false");
        };
    }

    @Override
    public String origin() {
        return "sqlserver://" + Settings.shown(host) + ":" + port + (database.isEmpty() ? "" : "/" + database);
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("host", host)
                .with("port", port)
                .with("database", database)
                .with("user", user)
                .with("password", password)
                .with("encrypted", encrypted)
                .with("verified", verified)
                .with("certificate", certificate);
    }

    @Override
    public Future<Pool> open(ScalerEnvironment environment, String token) {
        return MssqlDriver.open(environment, this);
    }

    @Override
    public Optional<String> refusal(Throwable fault) {
        return MssqlDriver.refusal(fault);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return origin() + " as " + user;
    }
}
