package dev.weir.scalers.stores;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.GcpIdentity;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAnswer;
import dev.weir.scalers.upstream.HttpUpstream;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * One version of a secret of Google Secret Manager.
 *
 * @param identity an account's key or the process's own
 * @param id of the secret in the identity's project
 * @param version empty for the latest
 */
public record GcpSecretQuestion(GcpIdentity identity, String id, String version) implements StoreQuestion {

    /** What the identity's tokens are for. */
    public static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final String PROJECT_PATH = "/computeMetadata/v1/project/project-id";

    @Override
    public String label() {
        return "secret " + id + " of Google Secret Manager";
    }

    @Override
    public StoreClient open(ScalerEnvironment environment) {
        return new HttpStore(
                environment,
                identity,
                () -> project(environment).map(project -> HttpCall.get(url(environment.variables(), project))),
                GcpSecretQuestion::read);
    }

    private String url(Map<String, String> variables, String project) {
        String own = variables.getOrDefault("CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER", "");
        return (own.isEmpty() ? "https://secretmanager.googleapis.com" : own.replaceAll("/+$", "")) + "/v1/projects/"
                + Url.escaped(project) + "/secrets/" + Url.escaped(id) + "/versions/"
                + (version.isEmpty() ? "latest" : Url.escaped(version)) + ":access";
    }

    /** That of the account's key; of the process's own identity the environment's, else the machine's. */
    private Future<String> project(ScalerEnvironment environment) {
        if (!identity.account().isEmpty()) {
            String project = new JsonObject(identity.account()).getString("project_id", "");
            return project.isEmpty()
                    ? Future.failedFuture(new SourceException("the key of the Google account names no project_id"))
                    : Future.succeededFuture(project);
        }
        String named = environment.variables().getOrDefault("CLOUDSDK_CORE_PROJECT", "");
        return named.isEmpty() ? machines(environment) : Future.succeededFuture(named);
    }

    private static Future<String> machines(ScalerEnvironment environment) {
        String host = environment.variables().getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
        var upstream = HttpUpstream.lease(environment, TlsSettings.DEFAULT);
        return upstream.client()
                .send(HttpCall.get("http://" + host + PROJECT_PATH).header("Metadata-Flavor", "Google"))
                .map(answer -> answer.accepted().body().toString().strip())
                .eventually(upstream::release);
    }

    private static StoreAnswer read(HttpAnswer answer) {
        try {
            JsonObject payload = JsonAnswers.read(answer).getJsonObject("payload", new JsonObject());
            byte[] data = Base64.getDecoder().decode(payload.getString("data", ""));
            String said = payload.getString("dataCrc32c", "");
            if (!said.isEmpty() && !said.equals(Long.toString(checksum(data)))) {
                throw answer.unusable("answered with data that its checksum does not fit");
            }
            return StoreAnswer.of(new String(data, StandardCharsets.UTF_8), GOOD);
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            throw answer.unusable("answered with something that holds no secret");
        }
    }

    private static long checksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return checksum.getValue();
    }
}
