package dev.weir.gateway.access;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an API server by TokenReviews and SubjectAccessReviews. What it sends is in no log: it holds tokens. */
final class ApiReviews implements Reviews {

    private static final Logger LOG = LoggerFactory.getLogger(ApiReviews.class);
    private static final int MOST_REASON = 500;

    private final Vertx vertx;
    private final KubernetesClient authentication;
    private final KubernetesClient authorization;
    private final Duration timeout;

    /**
     * Over clients that whoever made them closes.
     *
     * @param authentication where tokens are shown
     * @param authorization where rights are asked for
     * @param timeout of one question
     */
    ApiReviews(Vertx vertx, KubernetesClient authentication, KubernetesClient authorization, Duration timeout) {
        this.vertx = vertx;
        this.authentication = authentication;
        this.authorization = authorization;
        this.timeout = timeout;
    }

    @Override
    public Future<Optional<Caller>> token(String token) {
        JsonObject review = review("authentication.k8s.io/v1", "TokenReview", new JsonObject().put("token", token));
        return ask(authentication, "/apis/authentication.k8s.io/v1/tokenreviews", review)
                .map(status -> status.getBoolean("authenticated", false)
                        ? caller(status.getJsonObject("user", new JsonObject()))
                        : Optional.empty());
    }

    @Override
    public Future<Verdict> access(Caller caller, Question question) {
        JsonObject spec =
                question.attributes().put("user", caller.user()).put("groups", new JsonArray(caller.groups()));
        if (!caller.uid().isEmpty()) {
            spec.put("uid", caller.uid());
        }
        if (!caller.extra().isEmpty()) {
            JsonObject extra = new JsonObject();
            caller.extra().forEach((key, values) -> extra.put(key, new JsonArray(values)));
            spec.put("extra", extra);
        }
        JsonObject review = review("authorization.k8s.io/v1", "SubjectAccessReview", spec);
        return ask(authorization, "/apis/authorization.k8s.io/v1/subjectaccessreviews", review)
                .map(status -> new Verdict(
                        status.getBoolean("allowed", false) && !status.getBoolean("denied", false),
                        shortened(status.getString("reason", ""))));
    }

    private static JsonObject review(String apiVersion, String kind, JsonObject spec) {
        return new JsonObject().put("apiVersion", apiVersion).put("kind", kind).put("spec", spec);
    }

    private static Optional<Caller> caller(JsonObject user) {
        String name = user.getString("username", "");
        Map<String, List<String>> extra = new LinkedHashMap<>();
        user.getJsonObject("extra", new JsonObject())
                .forEach(entry -> extra.put(entry.getKey(), texts((JsonArray) entry.getValue())));
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Caller(
                                name,
                                user.getString("uid", ""),
                                texts(user.getJsonArray("groups", new JsonArray())),
                                extra)
                        .authenticated());
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    /** The status of a review. */
    private Future<JsonObject> ask(KubernetesClient client, String path, JsonObject review) {
        String server = client.getConfiguration().getMasterUrl().replaceAll("/+$", "");
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(server + path)
                .post("application/json", review.encode())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return Future.fromCompletionStage(
                        client.getHttpClient().sendAsync(request, String.class), vertx.getOrCreateContext())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .compose(answer -> status(review.getString("kind"), answer))
                .recover(fault -> Future.failedFuture(sentence(review.getString("kind"), fault)));
    }

    private static Future<JsonObject> status(String kind, HttpResponse<String> answer) {
        if (!answer.isSuccessful()) {
            return Future.failedFuture(refusal(kind, answer));
        }
        try {
            return Future.succeededFuture(new JsonObject(answer.body()).getJsonObject("status", new JsonObject()));
        } catch (DecodeException | ClassCastException notJson) {
            return Future.failedFuture(
                    new ReviewException("the API server answered a " + kind + " with something that is none"));
        }
    }

    private static ReviewException refusal(String kind, HttpResponse<String> answer) {
        String hint = answer.code() == 403 ? "; Weir needs the ClusterRole system:auth-delegator" : "";
        return new ReviewException("the API server answered a " + kind + " with HTTP " + answer.code() + hint);
    }

    private ReviewException sentence(String kind, Throwable fault) {
        if (fault instanceof ReviewException said) {
            return said;
        }
        if (fault instanceof TimeoutException) {
            return new ReviewException(
                    "the API server did not answer a " + kind + " within " + timeout.toMillis() + " ms");
        }
        LOG.debug("no answer to a {}: {}", kind, fault.toString());
        return new ReviewException("the API server could not be asked by a " + kind);
    }

    private static String shortened(String reason) {
        return reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason;
    }
}
