package dev.weir.scalers.kafka;

import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AwsKeys;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Token;
import dev.weir.scalers.upstream.Tokens;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/**
 * The tokens that one client logs in with, fetched by Weir's own means. Kafka's client asks for a token when it is made and
 * before one ends, from threads of its own that may wait.
 */
final class KafkaLogins {

    private final Supplier<Future<Token<String>>> token;
    private final Runnable forget;
    private final Supplier<Future<Void>> close;
    private final Map<String, String> extensions;
    private final String name;

    private KafkaLogins(
            Supplier<Future<Token<String>>> token,
            Runnable forget,
            Supplier<Future<Void>> close,
            Map<String, String> extensions,
            String name) {
        this.token = token;
        this.forget = forget;
        this.close = close;
        this.extensions = extensions;
        this.name = name;
    }

    /**
     * Nothing is fetched yet.
     *
     * @param name tells the login apart from all others: the library keeps one for each text of its settings
     */
    static KafkaLogins of(ScalerEnvironment environment, KafkaLogin login, String name) {
        if (login instanceof KafkaLogin.Token oauth) {
            Tokens<String> tokens = Tokens.of(environment, oauth.client());
            return new KafkaLogins(tokens::token, tokens::forget, tokens::close, oauth.extensions(), name);
        }
        if (login instanceof KafkaLogin.Msk msk) {
            AwsIdentity identity = msk.identity();
            Tokens<AwsKeys> keys = Tokens.of(environment, identity);
            return new KafkaLogins(
                    () -> keys.get()
                            .map(found -> MskToken.of(
                                    identity.region(),
                                    found,
                                    environment.clock().instant())),
                    keys::forget,
                    keys::close,
                    Map.of(),
                    name);
        }
        return new KafkaLogins(
                () -> Future.failedFuture(new IllegalStateException("this login needs no token")),
                () -> {},
                Future::succeededFuture,
                Map.of(),
                name);
    }

    /** Fetches the first token where one is needed, so that its failure is told by who refused it. */
    Future<Void> ready(KafkaLogin login) {
        return login instanceof KafkaLogin.Token || login instanceof KafkaLogin.Msk
                ? token.get().mapEmpty()
                : Future.succeededFuture();
    }

    /** A token that is good now; completes on the caller's context. */
    Future<Token<String>> token() {
        return token.get();
    }

    /** The token that is known is about to end. */
    void forget() {
        forget.run();
    }

    Map<String, String> extensions() {
        return extensions;
    }

    void into(Map<String, Object> options) {
        options.put(SaslConfigs.SASL_MECHANISM, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM);
        options.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                OAuthBearerLoginModule.class.getName() + " required weir=" + KafkaOptions.quoted(name) + ";");
        options.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, TokenLogin.class);
        options.put(TokenLogin.LOGINS, this);
    }

    Future<Void> close() {
        return close.get();
    }
}
