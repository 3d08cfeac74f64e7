package dev.weir.scalers.sql;

import dev.weir.cache.source.SourceKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a connection is secured, by libpq's words.
 *
 * @param rootCert path of the only certificates that are trusted, empty for those of the system
 * @param cert path of the client's certificate, empty for none
 * @param key path of its key
 * @param keyPassword opens the key; secret
 */
record PostgresTls(Mode mode, String rootCert, String cert, String key, String keyPassword) {

    /** The sslmode. */
    enum Mode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        @Override
        public String toString() {
            return Settings.lower(name()).replace('_', '-');
        }

        static Optional<Mode> find(String text) {
            return Arrays.stream(values())
                    .filter(mode -> mode.toString().equals(text))
                    .findFirst();
        }

        static String all() {
            return Arrays.stream(values()).map(Mode::toString).collect(Collectors.joining(", "));
        }
    }

    static PostgresTls from(Settings settings) {
        String given = settings.text("sslmode");
        Mode mode = Mode.find(given.isEmpty() ? "prefer" : given)
                .orElseThrow(() ->
                        new IllegalArgumentException("has the sslmode \"" + given + "\"; accepted are " + Mode.all()));
        String root = settings.text("sslrootcert");
        if (root.equals("system")) {
            require(
                    given.isEmpty() || mode == Mode.VERIFY_FULL,
                    "has sslrootcert=system, which goes with sslmode=verify-full only");
            return new PostgresTls(Mode.VERIFY_FULL, "", cert(settings), settings.text("sslkey"), secret(settings));
        }
        require(
                cert(settings).isEmpty() == settings.text("sslkey").isEmpty(),
                "has only one of sslcert and sslkey; give both");
        return new PostgresTls(
                // As libpq: who names a root certificate wants it checked.
                mode == Mode.REQUIRE && !root.isEmpty() ? Mode.VERIFY_CA : mode,
                root,
                cert(settings),
                settings.text("sslkey"),
                secret(settings));
    }

    /** What is tried one after the other: {@code allow} and {@code prefer} leave it to the server. */
    List<PostgresTls> ways() {
        return switch (mode) {
            case ALLOW -> List.of(by(Mode.DISABLE), by(Mode.REQUIRE));
            case PREFER -> List.of(by(Mode.REQUIRE), by(Mode.DISABLE));
            default -> List.of(this);
        };
    }

    private PostgresTls by(Mode other) {
        return new PostgresTls(other, rootCert, cert, key, keyPassword);
    }

    boolean verified() {
        return mode == Mode.VERIFY_CA || mode == Mode.VERIFY_FULL;
    }

    void into(SourceKeys.Question question) {
        question.with("sslmode", mode)
                .with("sslrootcert", rootCert)
                .with("sslcert", cert)
                .with("sslkey", key)
                .with("sslpassword", keyPassword);
    }

    private static String cert(Settings settings) {
        return settings.text("sslcert");
    }

    private static String secret(Settings settings) {
        return settings.text("sslpassword");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "PostgresTls[" + mode + "]";
    }
}
