package dev.weir.gateway.external;

import dev.weir.gateway.http.StatusReply;
import dev.weir.gateway.passthrough.Offer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How clients find out what the API offers: one group, one version, one resource that stands for all metrics, and whatever a
 * second adapter has. The bodies are made when what they say changes. Everything else goes to the next handler. One object
 * per event loop.
 */
final class Discovery implements Handler<HttpServerRequest> {

    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";
    static final String VERSION_PATH = "/apis/" + GROUP + "/" + VERSION;

    private static final String GROUPS_PATH = "/apis";
    private static final String GROUP_PATH = GROUPS_PATH + "/" + GROUP;
    private static final String LIST = "APIGroupDiscoveryList";
    private static final String LIST_GROUP = "apidiscovery.k8s.io";

    private static final Document PATHS = Documents.paths();
    private static final Document GROUPS = Documents.groups();
    private static final Document ONE_GROUP = Documents.group();
    private static final Catalog OURS_ALONE = Catalog.with(Offer.NONE);

    private final @Nullable Elsewhere elsewhere;
    private final Handler<HttpServerRequest> next;
    private Catalog catalog = OURS_ALONE;

    /** @param elsewhere what else there is, if there is such a place */
    Discovery(@Nullable Elsewhere elsewhere, Handler<HttpServerRequest> next) {
        this.elsewhere = elsewhere;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        switch (path == null ? "*" : withoutSlash(path)) {
            case "" -> answer(request, PATHS);
            case GROUPS_PATH -> groups(request);
            case GROUP_PATH -> answer(request, ONE_GROUP);
            case VERSION_PATH -> answer(request, told(request).resources());
            default -> next.handle(request);
        }
    }

    private void groups(HttpServerRequest request) {
        for (MediaRange range : MediaRange.of(request.getHeader(HttpHeaders.ACCEPT))) {
            Optional<Format> format = Format.plain(range);
            if (format.isPresent()) {
                answer(request, GROUPS, format.get());
                return;
            }
            for (String version : new String[] {"v2", "v2beta1"}) {
                if (range.as(LIST, LIST_GROUP, version) && aggregated(request, range, version)) {
                    return;
                }
            }
        }
        refuse(request);
    }

    private boolean aggregated(HttpServerRequest request, MediaRange range, String version) {
        for (Format format : new Format[] {Format.JSON, Format.PROTOBUF}) {
            if (range.covers(format.mediaType())) {
                if (get(request)) {
                    Catalog told = told(request);
                    Document list = version.equals("v2") ? told.v2() : told.v2beta1();
                    list.send(
                            request, format, format.mediaType() + ";g=" + LIST_GROUP + ";v=" + version + ";as=" + LIST);
                }
                return true;
            }
        }
        return false;
    }

    private static void answer(HttpServerRequest request, Document document) {
        for (MediaRange range : MediaRange.of(request.getHeader(HttpHeaders.ACCEPT))) {
            Optional<Format> format = Format.plain(range).filter(document::has);
            if (format.isPresent()) {
                answer(request, document, format.get());
                return;
            }
        }
        refuse(request);
    }

    private static void answer(HttpServerRequest request, Document document, Format format) {
        if (get(request)) {
            document.send(request, format, format.mediaType());
        }
    }

    private static void refuse(HttpServerRequest request) {
        if (get(request)) {
            ReadError.notAcceptable().send(request);
        }
    }

    private static boolean get(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            return true;
        }
        StatusReply.methodNotAllowed().send(request);
        return false;
    }

    /** What is listed now; an adapter that could not be asked is a warning, which kubectl prints. */
    private Catalog told(HttpServerRequest request) {
        if (elsewhere == null) {
            return OURS_ALONE;
        }
        Offer offer = elsewhere.offer(request);
        if (offer != catalog.offer()) {
            catalog = Catalog.with(offer);
        }
        if (!offer.note().isEmpty()) {
            request.response().putHeader("Warning", "299 - \"" + offer.note().replace('"', '\'') + "\"");
        }
        return catalog;
    }

    /** The root is the empty text. */
    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
