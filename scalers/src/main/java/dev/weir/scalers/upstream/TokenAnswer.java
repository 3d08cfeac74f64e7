package dev.weir.scalers.upstream;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What OAuth token endpoints answer: {@code access_token} and {@code expires_in} seconds, the latter as number or text. */
final class TokenAnswer {

    private static final long UNSAID_SECONDS = 300;

    private TokenAnswer() {}

    static Token<String> read(HttpAnswer answer, Instant now) {
        try {
            JsonObject json = answer.body().toJsonObject();
            String token = json.getString("access_token", "");
            if (token.isEmpty()) {
                throw answer.unusable("answered without an access_token");
            }
            return new Token<>(token, now, now.plusSeconds(seconds(json.getValue("expires_in"))));
        } catch (DecodeException | ClassCastException e) {
            throw answer.unusable("answered with something that is no token");
        }
    }

    private static long seconds(@org.jspecify.annotations.Nullable Object expiresIn) {
        if (expiresIn instanceof Number number) {
            return Math.max(1, number.longValue());
        }
        boolean digits = expiresIn instanceof String text && text.matches("[0-9]{1,9}");
        return digits ? Math.max(1, Long.parseLong((String) expiresIn)) : UNSAID_SECONDS;
    }
}
