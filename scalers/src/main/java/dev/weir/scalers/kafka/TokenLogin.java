package dev.weir.scalers.kafka;

import dev.weir.scalers.upstream.Token;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensions;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Hands tokens to Kafka's client. Made by the client itself, by its public constructor, and called on threads that may
 * wait: the one that makes the client, on the pool for such calls, and its own that renews logins.
 */
public final class TokenLogin implements AuthenticateCallbackHandler {

    /** The setting under which it finds its {@link KafkaLogins}. */
    static final String LOGINS = "weir.logins";

    private static final long PATIENCE_SECONDS = 20;

    private @Nullable KafkaLogins logins;
    private boolean renews;

    /** A token as the client wants it. */
    private record Bearer(String value, long lifetimeMs, Long startTimeMs) implements OAuthBearerToken {

        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public String principalName() {
            return KafkaOptions.CLIENT_ID;
        }

        /** Shows no token. */
        @Override
        public String toString() {
            return "Bearer[" + lifetimeMs + "]";
        }
    }

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
        if (!(settings.get(LOGINS) instanceof KafkaLogins given)) {
            throw new KafkaException(LOGINS + " is not set");
        }
        logins = given;
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        KafkaLogins given = logins;
        if (given == null) {
            throw new IllegalStateException("not configured");
        }
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerTokenCallback wanted) {
                wanted.token(token(given));
            } else if (callback instanceof SaslExtensionsCallback wanted) {
                wanted.extensions(new SaslExtensions(given.extensions()));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    /** After the first one it is asked for because that one is about to end. */
    private Bearer token(KafkaLogins given) throws IOException {
        if (renews) {
            given.forget();
        }
        renews = true;
        try {
            Token<String> token =
                    given.token().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Bearer(
                    token.value(),
                    token.expires().toEpochMilli(),
                    token.obtained().toEpochMilli());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no token could be fetched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a token was fetched", e);
        }
    }

    @Override
    public void close() {}
}
