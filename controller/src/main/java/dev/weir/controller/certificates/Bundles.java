package dev.weir.controller.certificates;

import dev.weir.controller.certificates.Bundle.Found;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All objects that are to trust us, and since when they trust the present authority. Somebody else who writes the same bundle
 * is written over at a bounded rate. One thread at a time.
 */
final class Bundles {

    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

    private final List<Bundle<?>> all;
    private final Duration rewrite;
    private final Map<Bundle<?>, Instant> written = new HashMap<>();
    private @Nullable X509Certificate trusted;
    private Instant since = Instant.MAX;

    /** @param rewrite the least time between two writes of one object */
    Bundles(List<Bundle<?>> all, Duration rewrite) {
        this.all = List.copyOf(all);
        this.rewrite = rewrite;
    }

    /** Puts the bundle wherever it is not. Blocks. */
    void put(HeldCertificates held, Instant now) {
        String bundle = Base64.getEncoder().encodeToString(held.bundle().getBytes(StandardCharsets.ISO_8859_1));
        boolean everywhere = true;
        boolean changed = false;
        for (Bundle<?> object : all) {
            Found found = object.put(bundle, mayWrite(object, now));
            everywhere &= found != Found.OTHER;
            changed |= found == Found.WRITTEN;
            if (found == Found.WRITTEN) {
                written.put(object, now);
                LOG.info("{} trusts our certificates now", object.name());
            }
        }
        X509Certificate root = held.root().orElse(null);
        if (!everywhere) {
            trusted = null;
        } else if (changed || root == null || !root.equals(trusted)) {
            trusted = root;
            since = now;
        }
    }

    private boolean mayWrite(Bundle<?> object, Instant now) {
        Instant last = written.get(object);
        return last == null || !now.isBefore(last.plus(rewrite));
    }

    /** How long it is until everybody has seen what was put; zero or less if that is so. */
    Duration until(Duration settling, Instant now) {
        return trusted == null ? rewrite : Duration.between(now, since.plus(settling));
    }

    /** Whether all have the bundle. */
    boolean everywhere() {
        return trusted != null;
    }
}
