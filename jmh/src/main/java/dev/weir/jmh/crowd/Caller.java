package dev.weir.jmh.crowd;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;

/**
 * Who asks, where that matters.
 *
 * @param keys of the certificate to show; empty for none
 * @param token to send with each request; a secret
 */
public record Caller(List<KeyManager> keys, Optional<String> token) {

    /** Somebody who shows nothing. */
    public static final Caller NOBODY = new Caller(List.of(), Optional.empty());

    public Caller {
        keys = List.copyOf(keys);
    }

    KeyManager[] keyManagers() {
        return keys.toArray(KeyManager[]::new);
    }

    @Override
    public String toString() {
        return "Caller[certificate=" + !keys.isEmpty() + ", token=" + token.isPresent() + "]";
    }
}
