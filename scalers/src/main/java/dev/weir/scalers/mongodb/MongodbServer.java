package dev.weir.scalers.mongodb;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * A server, or a set of them, and how to log in: whoever has the same one shares a client.
 *
 * @param tls what the trigger's own parameters say of it, which then counts; null where the connection string has the word
 */
record MongodbServer(ConnectionText connection, @Nullable TlsSettings tls) {

    /** Whether TLS is spoken. */
    boolean secured() {
        return tls != null || connection.secured();
    }

    /** Where it is, without secrets. */
    String upstream() {
        return connection.origin();
    }

    void into(SourceKeys.Question question) {
        question.with("connection", connection.text());
        if (tls != null) {
            question.with("tls", true);
            tls.into(question);
        }
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return upstream();
    }
}
