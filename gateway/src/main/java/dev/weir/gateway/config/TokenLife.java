package dev.weir.gateway.config;

import dev.weir.controller.credentials.CredentialSettings;
import java.time.Duration;
import java.util.Map;

/** How long tokens of ServiceAccounts are to live, from KEDA's variable. */
public final class TokenLife {

    private static final String EXPIRY = "KEDA_BOUND_SERVICE_ACCOUNT_TOKEN_EXPIRY";
    private static final Duration SHORTEST = CredentialSettings.DEFAULT_TOKEN_LIFE;
    private static final Duration LONGEST = Duration.ofHours(6);

    private TokenLife() {}

    /** @throws InvalidSettingsException if it is no duration, shorter than an hour or longer than six */
    public static Duration from(Map<String, String> environment) {
        String given = environment.getOrDefault(EXPIRY, "");
        SettingsReader reader = new SettingsReader(given.isBlank() ? Map.of() : Map.of(EXPIRY, given));
        Duration life = reader.duration(EXPIRY, CredentialSettings.DEFAULT_TOKEN_LIFE);
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
            reader.problem(EXPIRY + ": given \"" + given + "\", accepted is a duration from 1h to 6h");
        }
        reader.done();
        return life;
    }
}
