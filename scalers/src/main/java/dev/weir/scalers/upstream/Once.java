package dev.weir.scalers.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something loaded at its first use by whoever comes first; a failure is told to those who waited and then forgotten. */
final class Once<T> {

    private final Supplier<Future<T>> load;
    private final AtomicReference<@Nullable Future<T>> loaded = new AtomicReference<>();

    Once(Supplier<Future<T>> load) {
        this.load = load;
    }

    Future<T> get() {
        Future<T> known = loaded.get();
        if (known != null) {
            return known;
        }
        Promise<T> promise = Promise.promise();
        if (!loaded.compareAndSet(null, promise.future())) {
            return get();
        }
        load.get().onComplete(result -> {
            if (result.failed()) {
                loaded.set(null);
            }
            promise.handle(result);
        });
        return promise.future();
    }
}
