package dev.weir.scalers.http;

import dev.weir.cache.source.SourceException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks many endpoints, five at a time. Runs on one event loop; used once. What comes after {@value #LIMIT} characters in all fails. */
final class EndpointSweep {

    private static final int PARALLEL = 5;
    private static final int LIMIT = 16 << 20;

    private final List<String> urls;
    private final Function<String, Future<String>> fetch;
    private final List<String> documents = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long characters;
    private int next;

    EndpointSweep(List<String> urls, Function<String, Future<String>> fetch) {
        this.urls = urls;
        this.fetch = fetch;
    }

    /** All answers; fails if there is none though there are endpoints. */
    Future<Fetched> run() {
        List<Future<Void>> lanes =
                IntStream.range(0, PARALLEL).mapToObj(lane -> lane()).toList();
        return Future.join(lanes).map(done -> {
            if (urls.isEmpty()) {
                throw new SourceException("the service has no ready endpoint");
            }
            if (documents.isEmpty()) {
                throw new SourceException("none of the " + urls.size() + " endpoints answered; " + failures.get(0));
            }
            return new Fetched(documents, failures);
        });
    }

    private Future<Void> lane() {
        if (next == urls.size()) {
            return Future.succeededFuture();
        }
        return fetch.apply(urls.get(next++))
                .onSuccess(this::keep)
                .onFailure(failure -> failures.add(String.valueOf(failure.getMessage())))
                .otherwise("")
                .compose(done -> lane());
    }

    private void keep(String document) {
        characters += document.length();
        if (characters > LIMIT) {
            failures.add(
                    "the endpoints' answers together are larger than " + (LIMIT >> 20) + " Mi characters, the limit");
        } else {
            documents.add(document);
        }
    }
}
