package dev.weir.scalers.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Plays HashiCorp Vault as its HTTP API is described: tokens that end and can be renewed, the Kubernetes method, both
 * versions of key and value, lent credentials, certificates. A stand-in: no Vault can be installed where tests run.
 */
public final class VaultStandIn implements AutoCloseable {

    private static final String LOGIN = "/v1/auth/kubernetes/login";

    private final Vertx vertx = Vertx.vertx();
    private final Supplier<Instant> now;
    private final HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, JsonObject> secrets = new ConcurrentHashMap<>();
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private volatile int issued;
    private volatile int renewedSeconds = 3600;
    private volatile boolean sealed;

    /** @param now what the Vault's clock says */
    public VaultStandIn(Supplier<Instant> now) {
        this.now = now;
        server = ScalerBench.await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
    }

    public String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Lets this token in; 0 seconds if it never ends. */
    public VaultStandIn token(String token, long seconds) {
        tokens.put(token, seconds);
        return this;
    }

    /** Lets nobody in with this token any more. */
    public void revoke(String token) {
        tokens.remove(token);
    }

    /** What stands at a path. Of lent credentials and certificates each reading gives new ones. */
    public VaultStandIn put(String path, JsonObject answer) {
        secrets.put(path, answer);
        return this;
    }

    /** What stands at a path of key and value, version 2. */
    public VaultStandIn secret(String path, Map<String, String> values) {
        return put(
                path, new JsonObject().put("data", new JsonObject().put("data", new JsonObject(Map.copyOf(values)))));
    }

    public void delete(String path) {
        secrets.remove(path);
    }

    /** What a renewal gives from now on. */
    public void renews(int seconds) {
        renewedSeconds = seconds;
    }

    /** Answers nobody any more. */
    public void seal(boolean on) {
        sealed = on;
    }

    /** Method, path, token and namespace of each request, in their order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String token = request.getHeader("X-Vault-Token");
        String namespace = request.getHeader("X-Vault-Namespace");
        asked.add(request.method() + " " + request.path() + " " + token + (namespace == null ? "" : " in " + namespace)
                + (body.length() == 0 ? "" : " " + body));
        if (sealed) {
            reply(request, 503, new JsonObject().put("errors", List.of("Vault is sealed")));
        } else if (request.path().equals(LOGIN)) {
            login(request, body);
        } else if (token == null || !tokens.containsKey(token)) {
            reply(request, 403, new JsonObject().put("errors", List.of("permission denied")));
        } else {
            inside(request, token);
        }
    }

    private void login(HttpServerRequest request, Buffer body) {
        JsonObject proof = body.toJsonObject();
        if (!proof.getString("jwt").startsWith("e30.")
                || !proof.getString("role").equals("orders")) {
            reply(request, 400, new JsonObject().put("errors", List.of("invalid role")));
            return;
        }
        String token = "login-" + ++issued;
        token(token, 3600);
        reply(
                request,
                200,
                new JsonObject()
                        .put(
                                "auth",
                                new JsonObject()
                                        .put("client_token", token)
                                        .put("lease_duration", 3600)
                                        .put("renewable", true)));
    }

    private void inside(HttpServerRequest request, String token) {
        String path = request.path().substring("/v1/".length());
        long seconds = tokens.get(token);
        switch (path) {
            case "auth/token/lookup-self" ->
                reply(
                        request,
                        200,
                        new JsonObject()
                                .put(
                                        "data",
                                        new JsonObject().put("ttl", seconds).put("renewable", seconds > 0)));
            case "auth/token/renew-self" ->
                reply(
                        request,
                        200,
                        new JsonObject()
                                .put(
                                        "auth",
                                        new JsonObject()
                                                .put("client_token", token)
                                                .put("lease_duration", renewedSeconds)
                                                .put("renewable", true)));
            case "sys/leases/renew" ->
                reply(
                        request,
                        200,
                        new JsonObject().put("lease_duration", renewedSeconds).put("renewable", true));
            default -> read(request, path);
        }
    }

    private void read(HttpServerRequest request, String path) {
        JsonObject found = secrets.get(path);
        if (found == null) {
            reply(request, 404, new JsonObject().put("errors", List.of()));
            return;
        }
        JsonObject answer = found.copy();
        if (answer.containsKey("lease_id")) {
            int number = ++issued;
            answer.put("lease_id", path + "/" + number).getJsonObject("data").put("username", "user-" + number);
        }
        if (answer.getValue("data") instanceof JsonObject data && data.containsKey("lives")) {
            data.put("certificate", "certificate-" + ++issued)
                    .put("expiration", now.get().getEpochSecond() + data.getLong("lives"));
        }
        reply(request, 200, answer);
    }

    private static void reply(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    @Override
    public void close() {
        ScalerBench.await(vertx.close());
    }
}
