package dev.weir.scalers.mongodb;

import dev.weir.cache.source.SourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The first value of one of the driver's publishers, which come on threads of its own. */
final class OneValue<T> implements Subscriber<T> {

    private final CompletableFuture<T> value = new CompletableFuture<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

    CompletionStage<T> stage() {
        return value;
    }

    /** Nobody waits any more. */
    void cancel() {
        Subscription known = subscription.get();
        if (known != null) {
            known.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription.set(given);
        given.request(1);
    }

    @Override
    public void onNext(T one) {
        value.complete(one);
    }

    @Override
    public void onError(Throwable fault) {
        value.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
        value.completeExceptionally(new SourceException("the driver had no answer"));
    }
}
