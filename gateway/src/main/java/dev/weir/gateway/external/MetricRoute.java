package dev.weir.gateway.external;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.gateway.external.KnownUris.Place;
import dev.weir.gateway.http.ContentLength;
import dev.weir.gateway.http.Heads;
import dev.weir.gateway.http.Prepared;
import dev.weir.gateway.http.Shortcut;
import dev.weir.gateway.http.StatusReply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hot route. A URI that has been answered before costs one look-up and one write of bytes that already exist; only
 * others are parsed. One object per event loop, which owns its state.
 */
final class MetricRoute implements Handler<HttpServerRequest>, Shortcut {

    static final String PREFIX = Discovery.VERSION_PATH + "/namespaces/";

    /** The very object that Netty's table of headers has: its hash is known, and it equals itself. */
    private static final AsciiString ACCEPT = HttpHeaderNames.ACCEPT;

    private final MetricBoard board;
    private final KnownUris uris;
    private final RecentUris recent;
    private final InstantSource clock;
    private final Tally tally;
    private final ColdStart coldStart;
    private final Context loop;
    private final @Nullable Elsewhere elsewhere;
    private final Handler<HttpServerRequest> next;

    // Readers send the same header again and again: the HPA controller is one program.
    private @Nullable CharSequence lastAccept;
    private Optional<Format> lastFormat = Optional.of(Format.JSON);

    /** @param elsewhere where requests go that are for no metric of ours, if there is such a place */
    MetricRoute(
            MetricBoard board,
            KnownUris uris,
            RecentUris recent,
            InstantSource clock,
            Tally tally,
            ColdStart coldStart,
            Context loop,
            @Nullable Elsewhere elsewhere,
            Handler<HttpServerRequest> next) {
        this.board = board;
        this.uris = uris;
        this.recent = recent;
        this.clock = clock;
        this.tally = tally;
        this.coldStart = coldStart;
        this.loop = loop;
        this.elsewhere = elsewhere;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String uri = request.uri();
        Place place = find(uri);
        if (place != null && request.method() == HttpMethod.GET) {
            answer(request, place);
        } else if (!uri.startsWith(PREFIX)) {
            next.handle(request);
        } else if (request.method() != HttpMethod.GET) {
            refuse(request, StatusReply.methodNotAllowed());
        } else {
            lookUp(request, uri);
        }
    }

    /** A good value as it is published; nothing else is answered in haste. */
    @Override
    public @Nullable Prepared find(HttpConnection connection, String uri, Heads heads) {
        Place place = find(uri);
        if (place == null
                || !(place.entry().current() instanceof Published.Metric metric)
                || clock.millis() >= metric.goodUntilMillis()) {
            return null;
        }
        Optional<Format> format = format(heads.first(ACCEPT));
        if (format.isEmpty() || format.get() == Format.TABLE) {
            return null;
        }
        Buffer body = body(format.get(), metric);
        if (body.length() > MOST_BYTES) {
            return null;
        }
        tally.value.increment();
        return new Prepared(format.get().contentType(), body);
    }

    private @Nullable Place find(String uri) {
        Place lately = recent.find(uri);
        if (lately != null) {
            return lately;
        }
        Place known = uris.find(uri);
        if (known != null) {
            recent.put(known);
        }
        return known;
    }

    private void lookUp(HttpServerRequest request, String uri) {
        MetricRequest asked = MetricRequest.parse(uri.substring(PREFIX.length()));
        if (asked instanceof MetricRequest.Read read) {
            BoardEntry entry = board.find(read.id());
            if (entry == null) {
                unknown(request, read);
            } else {
                Place place = new Place(uri, read.requested(), entry);
                uris.remember(place);
                answer(request, place);
            }
        } else if (asked instanceof MetricRequest.Foreign foreign) {
            foreign(request, foreign);
        } else if (asked instanceof MetricRequest.Refused refused) {
            refuse(request, refused.reply());
        }
    }

    /** An object of ours has no such metric; that of another is somebody else's affair. */
    private void unknown(HttpServerRequest request, MetricRequest.Read read) {
        MetricId id = read.id();
        if (elsewhere != null && !elsewhere.ours().test(id.namespace(), id.owner())) {
            tally.passedOn.increment();
            elsewhere.pass(request, loop, id.namespace(), read.requested());
        } else {
            tally.unknown.increment();
            ReadError.unknown(read.requested()).send(request);
        }
    }

    private void foreign(HttpServerRequest request, MetricRequest.Foreign foreign) {
        if (elsewhere != null) {
            tally.passedOn.increment();
            elsewhere.pass(request, loop, foreign.namespace(), foreign.metric());
        } else {
            refuse(request, foreign.reply());
        }
    }

    private void answer(HttpServerRequest request, Place place) {
        Published now = place.entry().current();
        if (now instanceof Published.Metric metric) {
            value(request, place, metric);
        } else if (now instanceof Published.Unavailable unavailable) {
            tally.unavailable.increment();
            ReadError.failed(place.requested(), unavailable.message()).send(request);
        } else if (!coldStart.await(place.entry(), request, answered -> warm(request, place, answered))) {
            tally.tooManyWaiting.increment();
            ReadError.tooManyWaiting(place.requested()).send(request);
        }
    }

    private void value(HttpServerRequest request, Place place, Published.Metric metric) {
        if (clock.millis() >= metric.goodUntilMillis()) {
            tally.expired.increment();
            ReadError.expired(place.requested(), metric).send(request);
            return;
        }
        Optional<Format> format = format(request.getHeader(ACCEPT));
        if (format.isEmpty()) {
            refuse(request, ReadError.notAcceptable());
            return;
        }
        tally.value.increment();
        Buffer body = body(format.get(), metric);
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.get().contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, ContentLength.of(body.length()))
                .end(body);
    }

    private static Buffer body(Format format, Published.Metric metric) {
        return switch (format) {
            case PROTOBUF -> metric.protobuf();
            case TABLE -> MetricTable.of(metric.json());
            default -> metric.json();
        };
    }

    private void warm(HttpServerRequest request, Place place, boolean answered) {
        if (request.response().closed()) {
            return;
        }
        if (answered && place.entry().current() != null) {
            answer(request, place);
        } else if (answered) {
            tally.unknown.increment();
            ReadError.unknown(place.requested()).send(request);
        } else {
            tally.neverAnswered.increment();
            ReadError.neverAnswered(place.requested()).send(request);
        }
    }

    private void refuse(HttpServerRequest request, StatusReply reply) {
        tally.refused.increment();
        reply.send(request);
    }

    private Optional<Format> format(@Nullable CharSequence accept) {
        // By HTTP/2 a header that is sent again and again is the same object.
        if (accept == null || accept != lastAccept) {
            String now = accept == null ? null : accept.toString();
            if (now == null || lastAccept == null || !now.equals(lastAccept.toString())) {
                lastFormat = Format.of(now);
            }
            lastAccept = accept;
        }
        return lastFormat;
    }
}
