package dev.weir.gateway.http;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of a request that no object of Vert.x has been made for. They may be read only until the request is answered. */
public interface Heads {

    /** The first value of a header, or null. */
    @Nullable
    CharSequence first(CharSequence lowerCaseName);

    /** Each value with its name, in the order of the request; by HTTP/2 with those that begin with a colon. */
    void forEach(BiConsumer<String, String> each);
}
