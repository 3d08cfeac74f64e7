package dev.weir.scalers.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connection strings of the three databases, as their usual drivers read them. */
final class DsnTest {

    @Test
    void readsKeywordsOfPostgres() {
        assertEquals(
                Map.of("host", "db", "port", "5433", "user", "o'neil", "password", "a b\\c", "database", "shop"),
                PostgresDsn.parse(" host=db port = 5433 user=o\\'neil password='a b\\\\c' dbname=shop ")
                        .values());
        assertEquals(
                Map.of("password", "", "host", "db"),
                PostgresDsn.parse("password= host=db".replace("= h", "='' h")).values());
    }

    @Test
    void readsUrlsOfPostgres() {
        assertEquals(
                Map.of(
                        "host",
                        "a,b",
                        "port",
                        "5432,6000",
                        "user",
                        "me",
                        "password",
                        "p@s:s+",
                        "database",
                        "shop",
                        "sslmode",
                        "require"),
                PostgresDsn.parse("postgresql://me:p%40s:s+@a,b:6000/shop?sslmode=require")
                        .values());
        assertEquals("::1", PostgresDsn.parse("postgres://[::1]:5433/x").text("host"));
        assertEquals(
                "/var/run", PostgresDsn.parse("postgres:///x?host=/var/run").text("host"));
    }

    @Test
    void saysWhatIsWrongWithAConnectionOfPostgres() {
        wrong("quote that is not closed", () -> PostgresDsn.parse("password='hunter2"));
        wrong("ends with a backslash", () -> PostgresDsn.parse("password=hunter2\\"));
        wrong("neither a list of keyword=value nor a URL", () -> PostgresDsn.parse("hunter2"));
        wrong("percent sign", () -> PostgresDsn.parse("postgres://u:hunter2%zz@h/d"));
        wrong("sslmode \"full\"; accepted are disable, allow", () -> postgres("host=h sslmode=full password=hunter2"));
        wrong("port \"99999\"", () -> postgres("host=h port=99999 password=hunter2"));
        wrong("2 hosts and 3 ports", () -> postgres("host=a,b port=1,2,3 password=hunter2"));
        wrong("only one of sslcert and sslkey", () -> postgres("host=h sslcert=/c password=hunter2"));
        wrong("\"service\", which is not supported", () -> postgres("service=x password=hunter2"));
        wrong("target_session_attrs \"best\"", () -> postgres("host=h target_session_attrs=best password=hunter2"));
    }

    @Test
    void understandsWhatPostgresIsTold() {
        PostgresDatabase database =
                postgres("host=a,b port=1 user=u dbname=d search_path=x pool_max_conns=9 sslmode=require"
                        + " sslrootcert=/ca.pem");
        assertEquals(List.of(new PostgresDatabase.Host("a", 1), new PostgresDatabase.Host("b", 1)), database.hosts());
        assertEquals(Map.of("search_path", "x"), database.session());
        assertEquals(PostgresTls.Mode.VERIFY_CA, database.tls().mode());
        assertEquals("postgresql://a:1/d", database.origin());
        assertEquals(2, database.candidates().size());
        assertEquals(4, postgres("host=a,b").candidates().size());
        assertEquals(
                4,
                postgres("host=a,b sslmode=disable target_session_attrs=prefer-standby")
                        .candidates()
                        .size());
        assertEquals(PostgresTls.Mode.PREFER, postgres("host=h").tls().mode());
        assertEquals(
                PostgresTls.Mode.VERIFY_FULL,
                postgres("host=h sslrootcert=system").tls().mode());
    }

    @Test
    void fillsInFromTheEnvironmentOfTheProcess() {
        PostgresDatabase database = PostgresDatabase.of(
                PostgresDsn.parse("dbname=d"),
                Map.of("PGHOST", "h", "PGPORT", "7", "PGUSER", "u", "PGDATABASE", "e"),
                null);
        assertEquals("postgresql://h:7/d", database.origin());
        assertEquals("u", database.user());
    }

    @Test
    void readsDataSourceNamesOfMysql() {
        MysqlDatabase database =
                mysql("me:p@ss:w/ord@tcp(db:3307)/shop?tls=skip-verify&time_zone=%27UTC%27&parseTime=true");
        assertEquals("mysql://db:3307/shop", database.origin());
        assertEquals("me", database.user());
        assertEquals("p@ss:w/ord", database.password());
        assertEquals(MysqlDatabase.Tls.SKIP_VERIFY, database.tls());
        assertEquals("SET time_zone = 'UTC'", database.statement().orElseThrow());
        assertEquals("mysql://127.0.0.1:3306/shop", mysql("/shop").origin());
        assertEquals("mysql://[::1]:3306/", mysql("me@tcp([::1])/").origin());
        assertEquals("mysql:///run/s/shop", mysql("me@unix(/run/s)/shop").origin());
    }

    @Test
    void saysWhatIsWrongWithADataSourceName() {
        wrong("no slash before the database", () -> mysql("me:hunter2@tcp(db)"));
        wrong("address that is not closed", () -> mysql("me:hunter2@tcp(db/shop"));
        wrong("protocol \"udp\"", () -> mysql("me:hunter2@udp(db)/shop"));
        wrong("tls=custom; accepted are", () -> mysql("me:hunter2@/shop?tls=custom"));
        wrong("serverPubKey", () -> mysql("me:hunter2@/shop?serverPubKey=x"));
        wrong("not that of a system variable", () -> mysql("me:hunter2@/shop?a%3B=1&x;y=hunter2"));
    }

    @Test
    void readsConnectionStringsOfSqlServerInEachForm() {
        List<String> same = List.of(
                "sqlserver://sa:p%3Bw%7D@db:1434?database=shop&encrypt=true&TrustServerCertificate=true",
                "server=db,1434;user id=sa;password=\"p;w}\";database=shop;encrypt=true;trustservercertificate=true",
                "Data Source=tcp:db,1434;User=sa;PWD=\"p;w}\";Initial Catalog=shop;Encrypt=mandatory;TrustServerCertificate=1;",
                "odbc:server=db;port=1434;uid=sa;pwd={p;w}}};database=shop;encrypt=yes;trustservercertificate=true");
        same.forEach(text -> assertEquals(
                new MssqlDatabase("db", 1434, "shop", "sa", "p;w}", true, false, ""),
                MssqlDatabase.of(MssqlDsn.parse(text)),
                text));
    }

    @Test
    void encryptsTheLoginOnlyUnlessTold() {
        assertFalse(mssql("server=db").encrypted());
        assertFalse(mssql("server=db").verified());
        assertTrue(mssql("server=db;encrypt=true").verified());
        assertTrue(mssql("server=db;encrypt=false").verified());
        assertFalse(mssql("server=db;encrypt=true;TrustServerCertificate=true").verified());
        assertEquals("sqlserver://localhost:1433", mssql("server=.").origin());
    }

    @Test
    void saysWhatIsWrongWithAConnectionStringOfSqlServer() {
        wrong("instance \"SQLEXPRESS\" and no port", () -> mssql("server=db\\SQLEXPRESS;password=hunter2"));
        wrong("encrypt=strict; accepted are", () -> mssql("server=db;encrypt=strict;password=hunter2"));
        wrong("TrustServerCertificate=maybe", () -> mssql("server=db;trustservercertificate=maybe;password=hunter2"));
        wrong("part without an equals sign", () -> mssql("hunter2"));
        wrong("quoted value that is not closed", () -> mssql("password=\"hunter2"));
        wrong("\"fedauth\", which is not supported", () -> mssql("server=db;fedauth=ActiveDirectoryDefault"));
    }

    @Test
    void showsNoPassword() {
        List.of(
                        postgres("host=h password=hunter2"),
                        mysql("me:hunter2@/shop"),
                        mssql("server=db;password=hunter2"),
                        PostgresDsn.parse("password=hunter2"))
                .forEach(shown -> assertFalse(shown.toString().contains("hunter2"), shown.toString()));
        assertNotEquals(mysql("me:hunter2@/shop"), mysql("me:hunter3@/shop"));
    }

    private static PostgresDatabase postgres(String text) {
        return PostgresDatabase.of(PostgresDsn.parse(text), Map.of(), null);
    }

    private static MysqlDatabase mysql(String text) {
        return MysqlDatabase.of(MysqlDsn.parse(text));
    }

    private static MssqlDatabase mssql(String text) {
        return MssqlDatabase.of(MssqlDsn.parse(text));
    }

    private static void wrong(String why, org.junit.jupiter.api.function.Executable read) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, read).getMessage());
        assertTrue(message.contains(why), message);
        assertFalse(message.contains("hunter2"), message);
    }
}
