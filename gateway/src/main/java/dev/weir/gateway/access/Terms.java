package dev.weir.gateway.access;

import dev.weir.gateway.http.StatusReply;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a door asks for.
 *
 * @param open what is for anybody
 * @param metrics whether it serves metrics, which one right for all of them opens without a look at the path
 * @param question the right that a request needs; empty if its path is malformed
 * @param refusals in the door's own words
 */
record Terms(
        OpenPaths open, boolean metrics, Function<HttpServerRequest, Optional<Question>> question, Refusals refusals) {

    /** Of the API port. */
    static Terms ofApi(OpenPaths open) {
        return new Terms(
                open,
                true,
                request -> Question.of(request.method(), path(request), watches(request)),
                new Refusals((request, code, reason, message) ->
                        new StatusReply(code, reason, message).sendUnread(request)));
    }

    /** Of a door that is read by paths which are no resources, by whatever method; rights to them are asked for below a root. */
    static Terms ofPaths(String root, Refused refused) {
        return new Terms(
                new OpenPaths(List.of()),
                false,
                request -> Optional.of(new Question.OfPath("get", root + path(request))),
                new Refusals(refused));
    }

    static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    private static boolean watches(HttpServerRequest request) {
        String query = request.query();
        return query != null && ("&" + query + "&").matches(".*&watch(=(1|t|T|true|TRUE|True))?&.*");
    }
}
