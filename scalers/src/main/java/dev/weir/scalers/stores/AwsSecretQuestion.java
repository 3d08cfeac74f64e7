package dev.weir.scalers.stores;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One secret of AWS Secrets Manager, or one parameter of the Systems Manager's Parameter Store.
 *
 * @param identity whose service is {@value #SECRETS} or {@value #PARAMETERS}
 * @param name or ARN
 * @param versionId empty for the current one; of a parameter its number
 * @param versionStage empty for the current one; of a parameter its label
 */
public record AwsSecretQuestion(AwsIdentity identity, String name, String versionId, String versionStage)
        implements StoreQuestion {

    public static final String SECRETS = "secretsmanager";
    public static final String PARAMETERS = "ssm";

    /** Secrets Manager charges for each question. */
    private static final Duration GOOD = Duration.ofMinutes(5);

    /** What of the two keeps it: an ARN of the Parameter Store says so. */
    public static String service(String name) {
        return name.startsWith("arn:") && name.contains(":" + PARAMETERS + ":") ? PARAMETERS : SECRETS;
    }

    @Override
    public String label() {
        return (parameter() ? "parameter " : "secret ") + name + " of AWS";
    }

    @Override
    public StoreClient open(ScalerEnvironment environment) {
        return new HttpStore(
                environment, identity, () -> Future.succeededFuture(call(environment.variables())), this::read);
    }

    private boolean parameter() {
        return identity.service().equals(PARAMETERS);
    }

    private HttpCall call(Map<String, String> variables) {
        return new HttpCall(
                        "POST",
                        endpoint(variables),
                        Map.of("Content-Type", "application/x-amz-json-1.1"),
                        Map.of(),
                        question().toBuffer(),
                        null)
                .header("X-Amz-Target", parameter() ? "AmazonSSM.GetParameter" : "secretsmanager.GetSecretValue");
    }

    private JsonObject question() {
        if (parameter()) {
            String version = versionId.isEmpty() ? versionStage : versionId;
            return new JsonObject()
                    .put("Name", version.isEmpty() ? name : name + ":" + version)
                    .put("WithDecryption", true);
        }
        JsonObject question = new JsonObject().put("SecretId", name);
        if (!versionId.isEmpty()) {
            question.put("VersionId", versionId);
        }
        return versionStage.isEmpty() ? question : question.put("VersionStage", versionStage);
    }

    private String endpoint(Map<String, String> variables) {
        String own = variables.getOrDefault(
                parameter() ? "AWS_ENDPOINT_URL_SSM" : "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                variables.getOrDefault("AWS_ENDPOINT_URL", ""));
        if (!own.isEmpty()) {
            return own;
        }
        String region = identity.regionIn(variables);
        if (region.isEmpty()) {
            throw new SourceException(label() + ": the AWS region is not known; give"
                    + " awsSecretManager.region, or AWS_REGION in Weir's environment");
        }
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return "https://" + identity.service() + "." + region + domain + "/";
    }

    private StoreAnswer read(HttpAnswer answer) {
        JsonObject json = said(answer);
        String text = parameter() ? parameter(json) : text(json, "SecretString", Function.identity());
        String value = text == null
                ? text(
                        json,
                        "SecretBinary",
                        binary -> Buffer.buffer(Base64.getDecoder().decode(binary))
                                .toString())
                : text;
        if (value == null) {
            throw answer.unusable("answered for " + label() + " with something that holds no value");
        }
        return StoreAnswer.of(value, GOOD);
    }

    /** Refusals come with a name of the mistake, which is more than their status says and holds no secret. */
    private JsonObject said(HttpAnswer answer) {
        if (answer.status() != 400) {
            return JsonAnswers.read(answer);
        }
        String type = String.valueOf(JsonAnswers.json(answer).getValue("__type"));
        String mistake = type.substring(type.lastIndexOf('#') + 1);
        throw new UnreadableSecretException(answer.question() + " refused " + label() + ": "
                + (mistake.matches("[A-Za-z.]{1,80}") ? mistake : "status 400"));
    }

    private static @Nullable String parameter(JsonObject json) {
        return json.getValue("Parameter") instanceof JsonObject found
                ? text(found, "Value", Function.identity())
                : null;
    }

    private static @Nullable String text(JsonObject json, String field, Function<String, String> read) {
        try {
            return json.getValue(field) instanceof String text ? read.apply(text) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
