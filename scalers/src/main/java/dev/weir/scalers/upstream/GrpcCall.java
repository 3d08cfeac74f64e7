package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.Url;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a gRPC method with one message.
 *
 * @param server who is asked; only scheme, host and port count
 * @param path {@code /package.Service/Method}
 * @param metadata names in small letters; may be secret
 * @param message what is sent
 * @param open whether the request stays open after it, for methods whose answer lasts as long
 * @param timeout until the answer has ended, or null for no bound
 */
public record GrpcCall(
        Url server,
        String path,
        Map<String, String> metadata,
        Buffer message,
        boolean open,
        @Nullable Duration timeout) {

    public GrpcCall {
        metadata = Map.copyOf(metadata);
    }

    /** Shows neither metadata nor message. */
    @Override
    public String toString() {
        return "gRPC " + server.origin() + path;
    }
}
