package dev.weir.scalers.stores;

import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.HttpURLConnection;

/** What stores answer with. Words of the store are not repeated: nobody knows what is in them. */
final class JsonAnswers {

    private JsonAnswers() {}

    /** @throws UnreadableSecretException if the store refuses this one secret */
    static JsonObject read(HttpAnswer answer) {
        if (refused(answer.status())) {
            throw new UnreadableSecretException(String.valueOf(answer.refused().getMessage()));
        }
        return json(answer.accepted());
    }

    static JsonObject json(HttpAnswer answer) {
        try {
            return answer.body().toJsonObject();
        } catch (DecodeException e) {
            throw answer.unusable("answered with something that is no JSON object");
        }
    }

    private static boolean refused(int status) {
        return status == HttpURLConnection.HTTP_BAD_REQUEST
                || status == HttpURLConnection.HTTP_FORBIDDEN
                || status == HttpURLConnection.HTTP_NOT_FOUND;
    }
}
