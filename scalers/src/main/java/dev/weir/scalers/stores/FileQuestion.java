package dev.weir.scalers.stores;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.CredentialFile;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of this process that holds a JSON object of texts. It is looked at again every few seconds.
 *
 * @param path absolute
 */
public record FileQuestion(String path) implements StoreQuestion {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    @Override
    public String label() {
        return "the file " + path;
    }

    @Override
    public StoreClient open(ScalerEnvironment environment) {
        return () -> CredentialFile.read(environment.vertx(), path, "the file of parameters")
                .map(this::parse);
    }

    private StoreAnswer parse(String text) {
        try {
            Map<String, String> values = new HashMap<>();
            new JsonObject(text).getMap().forEach((name, value) -> values.put(name, (String) value));
            return new StoreAnswer(values, LOOK_AGAIN);
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw new SourceException(
                    "the file of parameters " + path + " holds no JSON object whose values are all texts");
        }
    }
}
