package dev.weir.gateway.external;

import dev.weir.gateway.access.Access;
import dev.weir.gateway.http.StatusReply;
import dev.weir.gateway.passthrough.Answer;
import dev.weir.gateway.passthrough.Hop;
import dev.weir.gateway.passthrough.NoAnswerException;
import dev.weir.gateway.passthrough.Offer;
import dev.weir.gateway.passthrough.PassThrough;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * Where requests go that are for no metric of ours.
 *
 * @param adapter that is asked
 * @param access who sends them
 * @param ours whether there is an object of this namespace and name; asked on event loops, must not block
 */
public record Elsewhere(PassThrough adapter, Access access, BiPredicate<String, String> ours) {

    private static final int MAX_ACCEPT_CHARACTERS = 4_096;
    private static final String AGE = "Age";

    /** What the adapter has; nothing for whoever was sent here by a Weir, who is told so. */
    Offer offer(HttpServerRequest request) {
        if (!Hop.marked(request)) {
            return adapter.offer();
        }
        request.response().putHeader(Hop.HEADER, adapter.self());
        return Offer.NONE;
    }

    /** Asks the adapter and passes its answer back as it is. */
    void pass(HttpServerRequest request, Context loop, String namespace, String metric) {
        if (Hop.marked(request)) {
            request.response().putHeader(Hop.HEADER, adapter.self());
            new StatusReply(
                            508,
                            "LoopDetected",
                            "a Weir has passed this request on already and it is not passed on again: its adapter-url"
                                    + " leads back to Weir")
                    .send(request);
        } else if (!segment(namespace) || !segment(metric)) {
            StatusReply.badRequest("a namespace or metric that is passed on may not be \".\" or \"..\" and may not hold"
                            + " '/', '%' or control characters")
                    .send(request);
        } else {
            adapter.ask(request.uri(), accept(request), access.caller(request))
                    .onComplete(
                            answer -> loop.runOnContext(on -> back(request, answer)),
                            fault -> loop.runOnContext(on -> failed(request, fault)));
        }
    }

    /** What another server might read as more than one part of a path is not sent to it. */
    private static boolean segment(String name) {
        return !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == '%' || c < 0x20 || c == 0x7F);
    }

    private static String accept(HttpServerRequest request) {
        String accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "application/json");
        return accept.length() > MAX_ACCEPT_CHARACTERS ? "application/json" : accept;
    }

    private static void back(HttpServerRequest request, Answer answer) {
        if (request.response().closed()) {
            return;
        }
        if (!answer.contentType().isEmpty()) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        }
        if (answer.ageSeconds() >= 0) {
            request.response().putHeader(AGE, Long.toString(answer.ageSeconds()));
        }
        request.response().setStatusCode(answer.code()).end(answer.body());
    }

    private static void failed(HttpServerRequest request, Throwable fault) {
        if (request.response().closed()) {
            return;
        }
        if (fault instanceof NoAnswerException known) {
            new StatusReply(known.why().code(), known.why().reason(), known.sentence()).send(request);
        } else {
            StatusReply.failure("the second adapter could not be asked").send(request);
        }
    }
}
